//! The loop: takes what happened from the queue, lets the session handle it, carries effects out, draws.

use std::io;
use std::panic;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::cells::Cells;
use super::mouse::Mouse;
use super::save::{Order, Paper, Saver};
use super::{Happened, NotOpened, Opened, input, opening, signals, terminal};
use crate::app::{self, App, Done, Effect, Msg, Permission, Saving, Wanted, update};
use crate::edit::{Moment, Revision};
use crate::ui::{Drawn, Look, Painter};

/// How long a drawing waits for the order of the matrix, so that it doesn't jump right after.
const WAIT_FOR_ORDER: Duration = Duration::from_millis(15);

/// Shows the session on the terminal until it ends; gives the exit code.
///
/// The terminal is given back before this returns, also with an error and on a panic.
pub fn run(app: App, paper: Paper, look: Look) -> io::Result<u8> {
    restore_on_panic();
    let (sender, queue) = mpsc::channel();
    let saver = Saver::start(paper.of(&app), sender.clone())?;
    signals::listen(sender.clone(), saver.underway())?;
    let _guard = terminal::take()?;
    input::listen(sender.clone())?;
    let mut runner = Runner {
        permission: app.permission,
        look,
        arrived: None,
        app,
        painter: Painter::new(look),
        cells: Cells::new(),
        buffer: Buffer::default(),
        drawn: Drawn::default(),
        mouse: Mouse::default(),
        sender,
        saver,
        ordering: None,
        started: Instant::now(),
        end: None,
    };
    runner.run(&queue)
}

/// Restores the terminal when the main thread panics, so that what is printed can be read.
///
/// Panics of other threads become messages; they print nothing, for the screen goes on. What
/// panicked isn't quoted: it may hold private text. `RUST_BACKTRACE` asks for all of it.
fn restore_on_panic() {
    let main = thread::current().id();
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |what| {
        if thread::current().id() != main {
            return;
        }
        terminal::give_back_for_good();
        if super::environment("RUST_BACKTRACE").is_some_and(|wanted| wanted != "0") {
            usual(what);
            return;
        }
        let place = what.location().map(|at| format!(" ({}:{})", at.file(), at.line()));
        let mut errors = io::stderr();
        let told = io::Write::write_fmt(
            &mut errors,
            format_args!(
                "zopa failed{}. The map's file is as it was saved last.\n\
                 This is a mistake in zopa: please report it with what you did last.\n",
                place.unwrap_or_default()
            ),
        );
        drop(told);
    }));
}

/// The session with all that connects it to the terminal and the disk.
struct Runner {
    app: App,
    /// What the program was started for: to change maps, or only to look at them.
    permission: Permission,
    look: Look,
    /// What belongs to the map that was just opened, until the session is on it.
    arrived: Option<Paper>,
    painter: Painter,
    cells: Cells,
    buffer: Buffer,
    drawn: Drawn,
    mouse: Mouse,
    sender: Sender<Happened>,
    /// Dropping it waits until everything that was to be saved is, also when something panicked.
    saver: Saver,
    /// The state of the map whose matrix is being put in order.
    ordering: Option<Revision>,
    started: Instant,
    end: Option<io::Result<u8>>,
}

impl Runner {
    fn run(&mut self, queue: &Receiver<Happened>) -> io::Result<u8> {
        self.handle(Happened::Message(Msg::Resize(self.app.size.0, self.app.size.1)));
        self.draw()?;
        loop {
            // the sender is ours too, so there is always something to come
            let Ok(first) = queue.recv() else { return Ok(0) };
            self.handle(first);
            while let Ok(next) = queue.try_recv() {
                self.handle(next);
            }
            if self.end.is_none() && self.ordering.is_some() {
                self.wait_for_order(queue);
            }
            if let Some(end) = self.end.take() {
                return end;
            }
            self.draw()?;
        }
    }

    /// Gives the matrix a moment to get its order; other things that happen meanwhile are handled.
    fn wait_for_order(&mut self, queue: &Receiver<Happened>) {
        let until = Instant::now() + WAIT_FOR_ORDER;
        while self.ordering.is_some() && self.end.is_none() {
            let left = until.saturating_duration_since(Instant::now());
            let Ok(next) = queue.recv_timeout(left) else { return };
            self.handle(next);
        }
    }

    fn now(&self) -> Moment {
        Moment(u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX))
    }

    fn handle(&mut self, happened: Happened) {
        if self.end.is_some() {
            return;
        }
        match happened {
            Happened::Message(message) => self.tell(message, self.now()),
            Happened::Mouse(kind, at) => {
                let context = (&self.app, self.now());
                if let Some((message, now)) = self.mouse.message(kind, at, &self.drawn, context) {
                    self.tell(message, now);
                }
            }
            Happened::Done(turn, done) if turn == self.saver.turn() => {
                self.tell(Msg::Done(done), self.now());
            }
            Happened::LabelsPlaced(turn, improved) if turn == self.saver.turn() => {
                self.painter.take(*improved);
            }
            // of a map that is no longer open
            Happened::Done(..) | Happened::LabelsPlaced(..) => {}
            Happened::Opened(wanted, opened) => self.opened(wanted, *opened),
            Happened::Resumed => self.resume(),
            Happened::StopWanted => self.suspend(),
            Happened::InputLost(error) => self.end = Some(Err(error)),
        }
    }

    fn tell(&mut self, message: Msg, now: Moment) {
        if let Msg::Done(Done::Ordered(revision, _)) = &message
            && self.ordering == Some(*revision)
        {
            self.ordering = None;
        }
        for effect in update(&mut self.app, message, now) {
            self.carry_out(effect);
        }
    }

    fn carry_out(&mut self, effect: Effect) {
        match effect {
            Effect::Save(saving) => self.save(saving),
            Effect::Open(wanted) => self.open(wanted),
            Effect::Adopt => self.adopt(),
            Effect::Order(revision) => self.order(revision),
            Effect::Suspend => self.suspend(),
            Effect::Redraw => self.cells.forget(),
            Effect::Quit(code) => self.end = Some(Ok(code)),
        }
    }

    fn draw(&mut self) -> io::Result<()> {
        let (width, height) = self.app.size;
        let area = Rect { x: 0, y: 0, width, height };
        if self.buffer.area != area {
            self.buffer = Buffer::empty(area);
        }
        self.buffer.reset();
        self.drawn = self.painter.draw(&self.app, &mut self.buffer);
        terminal::write(self.cells.update(&mut self.buffer))?;
        self.improve_labels();
        Ok(())
    }

    /// Finds better places, beside the screen, for labels that were drawn in a hurry.
    fn improve_labels(&mut self) {
        let Some(wish) = self.painter.wish() else { return };
        let (sender, turn) = (self.sender.clone(), self.saver.turn());
        let worker = move || {
            if let Ok(improved) = panic::catch_unwind(panic::AssertUnwindSafe(|| wish.carry_out()))
            {
                // nobody is left to be told when the program is ending
                sender.send(Happened::LabelsPlaced(turn, Box::new(improved))).unwrap_or_default();
            }
        };
        // without a thread, the labels stay where they were put first
        drop(thread::Builder::new().name("labels".to_owned()).spawn(worker));
    }

    /// Puts the matrix in order beside the screen, one state of the map after the other.
    fn order(&mut self, revision: Revision) {
        if self.ordering.is_some() {
            // asked for again with the first message after this one is done
            return;
        }
        let (answers, sender) = (Arc::clone(self.app.answers()), self.sender.clone());
        let turn = self.saver.turn();
        let worker = move || {
            let order = panic::catch_unwind(|| answers.matrix_order().to_vec());
            let file_order = || (0..answers.coverage().of).collect();
            let done = Done::Ordered(revision, order.unwrap_or_else(|_| file_order()));
            // nobody is left to be told when the program is ending
            sender.send(Happened::Done(turn, done)).unwrap_or_default();
        };
        if thread::Builder::new().name("order".to_owned()).spawn(worker).is_ok() {
            self.ordering = Some(revision);
        }
    }

    /// Saves the map as it is now, beside the screen and after everything asked for before.
    fn save(&self, saving: Saving) {
        let revision = self.app.history().revision();
        self.saver.save(Order { map: self.app.map().clone(), revision, saving });
    }

    /// Opens a map beside the screen.
    fn open(&mut self, wanted: Wanted) {
        let sender = self.sender.clone();
        let asked = wanted.clone();
        let worker = move || {
            let opened = panic::catch_unwind(|| opening::open(&asked));
            let opened = opened.unwrap_or(Err(NotOpened::ByMistake));
            // nobody is left to be told when the program is ending
            sender.send(Happened::Opened(asked, Box::new(opened))).unwrap_or_default();
        };
        if thread::Builder::new().name("open".to_owned()).spawn(worker).is_err() {
            self.opened(wanted, Err(NotOpened::ByMistake));
        }
    }

    /// Hands a map that was opened to the session, which takes it if it is still wanted.
    fn opened(&mut self, wanted: Wanted, opened: Result<Opened, NotOpened>) {
        let done = match opened {
            Ok(Opened { map, origin, paper }) => {
                self.arrived = Some(paper);
                let permission = self.permission;
                Done::Opened(Box::new(app::Opened { wanted, map, origin, permission }))
            }
            Err(error) => Done::NotOpened(wanted, error.message(), error.hint().to_owned()),
        };
        self.tell(Msg::Done(done), self.now());
        self.arrived = None;
    }

    /// Turns everything to the map that the session is on now.
    fn adopt(&mut self) {
        let Some(paper) = self.arrived.take() else { return };
        self.saver.turn_to(paper.of(&self.app));
        self.ordering = None;
        self.mouse = Mouse::default();
        self.painter = Painter::new(self.look);
    }

    /// Gives the terminal to the shell until someone tells the process to go on.
    fn suspend(&mut self) {
        terminal::give_back();
        // where no shell waits for it, the system lets the process go on at once
        if let Err(error) = signals::stop() {
            self.end = Some(Err(error));
        }
        self.resume();
    }

    /// Takes the terminal over again and draws everything, for its size that may be another one.
    fn resume(&mut self) {
        if let Err(error) = terminal::take_again() {
            self.end = Some(Err(error));
            return;
        }
        self.cells.forget();
        let (columns, rows) = terminal::size();
        self.tell(Msg::Resize(columns, rows), self.now());
    }
}
