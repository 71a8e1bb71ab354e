//! The loop: takes what happened from the queue, lets the session handle it, carries effects out, draws.

use std::io;
use std::panic;
use std::path::{self, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::cells::Cells;
use super::desk::Surroundings;
use super::gate::Gate;
use super::input::Input;
use super::mouse::Mouse;
use super::recent;
use super::save::{Order, Paper, Saver};
use super::{Happened, Opened, Places, input, signals, terminal};
use crate::app::{
    self, App, Done, Effect, Kept, Msg, Origin, Overlay, Permission, Saving, Wanted, update,
};
use crate::edit::{Moment, Revision};
use crate::storage::Visit;
use crate::ui::{Drawn, Look, Painter};
use search::Searching;

mod beside;
mod editor;
mod search;

/// How long a drawing waits for the order of the matrix, or for packages, so that it doesn't jump
/// right after.
const WAIT_FOR_ANSWER: Duration = Duration::from_millis(15);

/// While keys wait for the disk, a drawing is passed over if the last one is newer than this.
const DRAW_AGAIN_AFTER: Duration = Duration::from_millis(30);

/// How the program was started.
#[derive(Clone, Debug)]
pub struct Launch {
    /// Whether it is to change maps, or only to look at them.
    pub permission: Permission,
    /// How to draw.
    pub look: Look,
    /// Where the person's files are.
    pub places: Places,
    /// Who works here, and where journals can be.
    pub around: Surroundings,
}

/// Shows the session on the terminal until it ends; gives the exit code.
///
/// The terminal is given back before this returns, and before it waits for the disk in the end; also
/// with an error and on a panic.
pub fn run(app: App, paper: Paper, launch: Launch) -> io::Result<u8> {
    restore_on_panic();
    let (sender, queue) = mpsc::channel();
    let saver = Saver::new(paper.of(&app), sender.clone());
    signals::listen(sender.clone(), saver.underway())?;
    let guard = terminal::take()?;
    let input = input::listen(sender.clone())?;
    let mut runner = Runner {
        painter: Painter::new(launch.look),
        launch,
        input,
        arrived: None,
        remembered: None,
        app,
        cells: Cells::new(),
        buffer: Buffer::default(),
        drawn: Drawn::default(),
        mouse: Mouse::default(),
        sender,
        saver,
        gate: Gate::default(),
        ordering: None,
        searching: Searching::default(),
        started: Instant::now(),
        drawn_at: Instant::now(),
        is_stale: true,
        end: None,
    };
    let ended = runner.run(&queue);
    // first, for dropping the runner waits for the disk
    drop(guard);
    ended
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
                "zopa failed{}. The map's file is as it was saved last; open it again to recover \
                 what you did since.\n\
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
    launch: Launch,
    input: Input,
    /// What belongs to the map that was just opened, until the session is on it.
    arrived: Option<Paper>,
    /// The map that stands on top of the list of those opened recently.
    remembered: Option<PathBuf>,
    painter: Painter,
    cells: Cells,
    buffer: Buffer,
    drawn: Drawn,
    mouse: Mouse,
    sender: Sender<Happened>,
    /// Dropping it waits until everything that was to be saved is, also when something panicked.
    saver: Saver,
    gate: Gate,
    /// The state of the map whose matrix is being put in order.
    ordering: Option<Revision>,
    /// The search for packages.
    searching: Searching,
    started: Instant,
    drawn_at: Instant,
    /// Whether something happened since the last drawing that may look different.
    is_stale: bool,
    end: Option<io::Result<u8>>,
}

impl Drop for Runner {
    /// Has what is being written written down, however this ends; the saver, which goes next, waits
    /// for the disk.
    fn drop(&mut self) {
        let last = panic::AssertUnwindSafe(|| self.tell(Msg::End, self.now()));
        // after a panic the session may be in any state
        drop(panic::catch_unwind(last));
    }
}

impl Runner {
    fn run(&mut self, queue: &Receiver<Happened>) -> io::Result<u8> {
        self.tell(Msg::Resize(self.app.size.0, self.app.size.1), self.now());
        self.draw()?;
        // the disk comes after the picture
        if self.launch.places.is_first_time() {
            // an empty list is begun, so that the next start asks what to open
            self.forget(PathBuf::new());
        }
        if matches!(self.app.overlays.last(), Some(Overlay::Start(_))) {
            self.recall();
        }
        loop {
            self.take_next(queue);
            while let Ok(next) = queue.try_recv() {
                self.take(next);
            }
            if self.end.is_none() && self.is_awaited() {
                self.wait_for_answer(queue);
            }
            if let Some(end) = self.end.take() {
                self.remember();
                return end;
            }
            // what waits comes in a moment, and then there is more to draw
            let waits = self.gate.holds() && self.drawn_at.elapsed() <= DRAW_AGAIN_AFTER;
            if self.is_stale && !waits {
                self.draw()?;
            }
        }
    }

    /// Waits for the next thing that happens; while keys wait for the disk, not for ever.
    fn take_next(&mut self, queue: &Receiver<Happened>) {
        let pause = self.app.draft_due().map(|due| self.started + Duration::from_millis(due.0));
        let patience = self.gate.until();
        let next = match [patience, pause].into_iter().flatten().min() {
            // the sender is ours too, so there is always something to come
            None => queue.recv().ok(),
            Some(until) => queue.recv_timeout(until.saturating_duration_since(Instant::now())).ok(),
        };
        if let Some(next) = next {
            return self.take(next);
        }
        let now = Instant::now();
        if pause.is_some_and(|pause| pause <= now) {
            self.tell(Msg::Pause, self.now());
        }
        if patience.is_none_or(|patience| patience > now) {
            return;
        }
        self.gate.lose_patience();
        let why = "The disk is slow: what you did last is not on it yet".to_owned();
        self.tell(Msg::Done(Done::Kept(Kept::Not(why))), self.now());
        self.take_held();
    }

    /// Handles what happened, or holds it back until what was done before is on the disk.
    fn take(&mut self, happened: Happened) {
        if let Some(happened) = self.gate.pass(happened) {
            self.handle(happened);
            self.take_held();
        }
    }

    fn take_held(&mut self) {
        while let Some(held) = self.gate.next() {
            self.handle(held);
        }
    }

    /// Whether what is worked out beside the screen may come in a moment.
    fn is_awaited(&self) -> bool {
        self.ordering.is_some() || self.searching.is_new && self.app.search().runs()
    }

    /// Gives the matrix a moment to get its order, and a new search for packages one to end; other
    /// things that happen meanwhile are handled.
    fn wait_for_answer(&mut self, queue: &Receiver<Happened>) {
        let until = Instant::now() + WAIT_FOR_ANSWER;
        while self.is_awaited() && self.end.is_none() {
            let left = until.saturating_duration_since(Instant::now());
            let Ok(next) = queue.recv_timeout(left) else { break };
            self.take(next);
        }
        self.searching.is_new = false;
    }

    fn now(&self) -> Moment {
        Moment(u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX))
    }

    fn handle(&mut self, happened: Happened) {
        if self.end.is_some() {
            return;
        }
        // that something is on the disk now shows only where it is told
        self.is_stale |= !matches!(happened, Happened::Journaled { .. });
        match happened {
            Happened::Message(message) => {
                self.tell(message, self.now());
                // the list of maps is the disk's, and so not for a start
                self.remember();
            }
            Happened::Mouse(kind, at) => {
                let context = (&self.app, self.now());
                if let Some((message, now)) = self.mouse.message(kind, at, &self.drawn, context) {
                    self.tell(message, now);
                }
            }
            // where something is kept has to be known, also of the map that was open before
            Happened::Done(_, done @ Done::Kept(Kept::Aside(_) | Kept::Before(_))) => {
                self.tell(Msg::Done(done), self.now());
            }
            Happened::Done(turn, done) if turn == self.saver.turn() => {
                self.tell(Msg::Done(done), self.now());
            }
            Happened::LabelsPlaced(turn, improved) if turn == self.saver.turn() => {
                self.painter.take(*improved);
            }
            // of a map that is no longer open
            Happened::Done(..) | Happened::LabelsPlaced(..) => {}
            Happened::Journaled { count, written } => {
                if self.gate.written(count) && written {
                    self.tell(Msg::Done(Done::Kept(Kept::Again)), self.now());
                }
            }
            Happened::Opened(wanted, opened) => self.opened(wanted, *opened),
            Happened::Resumed => self.resume(),
            Happened::StopWanted => self.suspend(),
            Happened::Ends(answer) => {
                self.tell(Msg::End, self.now());
                // who asked may have lost patience
                answer.send(()).unwrap_or_default();
            }
            Happened::InputLost(error) => self.end = Some(Err(error)),
        }
    }

    fn tell(&mut self, message: Msg, now: Moment) {
        self.is_stale = true;
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
            Effect::Journal(deed) => {
                self.gate.note(Instant::now());
                self.saver.journaler().note(deed);
            }
            Effect::Recovered => self.saver.recovered(),
            Effect::Draft(draft) => self.saver.journaler().draft(draft),
            Effect::Discard => self.saver.journaler().discard(),
            Effect::Save(saving) => self.save(saving),
            Effect::Open(wanted) => self.open(wanted),
            Effect::Adopt => self.adopt(),
            Effect::Look => self.saver.look(),
            Effect::Compare => self.saver.compare(self.app.map().clone()),
            Effect::Recall => self.recall(),
            Effect::Forget(path) => self.forget(path),
            Effect::List(folder) => self.list(folder),
            Effect::EditFile(path, line) => self.edit_file(&path, line),
            Effect::EditText(text) => self.edit_text(&text),
            Effect::Order(revision) => self.order(revision),
            Effect::Search(number) => self.search(number),
            Effect::StopSearch => self.searching.stop(),
            Effect::Suspend => self.suspend(),
            Effect::Redraw => self.cells.forget(),
            Effect::Quit(code) => self.end = Some(Ok(code)),
        }
    }

    fn draw(&mut self) -> io::Result<()> {
        let (width, height) = self.app.size;
        let area = Rect { x: 0, y: 0, width, height };
        if self.buffer.area == area {
            self.buffer.reset();
        } else {
            self.buffer = Buffer::empty(area);
        }
        self.drawn = self.painter.draw(&self.app, &mut self.buffer);
        terminal::write(self.cells.update(&mut self.buffer))?;
        self.improve_labels();
        self.drawn_at = Instant::now();
        self.is_stale = false;
        Ok(())
    }

    /// Saves the map as it is now, beside the screen and after everything asked for before.
    fn save(&self, saving: Saving) {
        let revision = self.app.history().revision();
        self.saver.save(Order { map: self.app.map().clone(), revision, saving });
    }

    /// Hands a map that was opened to the session, which takes it if it is still wanted; or what is
    /// told where none was.
    fn opened(&mut self, wanted: Wanted, opened: Result<Opened, Done>) {
        let done = match opened {
            Ok(Opened { map, origin, paper, permission, before }) => {
                self.arrived = Some(paper);
                Done::Opened(Box::new(app::Opened { wanted, map, origin, permission, before }))
            }
            Err(told) => told,
        };
        self.tell(Msg::Done(done), self.now());
        self.arrived = None;
    }

    /// Puts the file that the session is on on top of the list of those opened recently; a new one
    /// once there is something in it that could be lost.
    fn remember(&mut self) {
        let path = match &self.app.file.origin {
            Origin::File(path) => path,
            Origin::New(path) if self.app.history().steps().len() > 0 => path,
            _ => return,
        };
        if self.remembered.as_ref() == Some(path) {
            return;
        }
        self.remembered = Some(path.clone());
        let absolute = path::absolute(path);
        if let (Some(list), Ok(path)) = (self.launch.places.list(), absolute) {
            let title = self.app.map().heading.title.to_string();
            self.saver.remember(list, Visit { path, title, seconds: recent::now_seconds() });
        }
    }

    fn forget(&self, path: PathBuf) {
        if let Some(list) = self.launch.places.list() {
            self.saver.forget(list, path);
        }
    }

    /// Turns everything to the map that the session is on now.
    fn adopt(&mut self) {
        let Some(paper) = self.arrived.take() else { return };
        self.saver.turn_to(paper.of(&self.app));
        self.ordering = None;
        self.searching.stop();
        self.mouse = Mouse::default();
        self.painter = Painter::new(self.launch.look);
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
