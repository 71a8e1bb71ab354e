//! zopa maps the partners of a negotiation: who they are, what success means to each of them, where
//! their definitions of success overlap or clash, and which options are good for whom.
//!
//! This page is the map of the code. It says what holds everywhere and where things are; the pages
//! of the modules say the rest.
//!
//! # Bird's eye
//!
//! A *map* is one text file that people write and read. [`format::read`] makes a [`model::Map`] of
//! it, or a list of all the mistakes in it. [`analysis::Answers`] are what follows from a map:
//! common ground, tension, gains, verdicts. [`app::App`] is a session with a map: what is looked at
//! and what was done. [`app::update`] is all that happens to it. [`ui::Painter`] draws a session into
//! cells, and [`tui`] puts the cells on the terminal, or [`cli`] prints them.
//!
//! # Layers
//!
//! A layer uses only what stands above it here; `tests/suite/layers.rs` sees to it.
//!
//! | | layer | what it holds | what it never touches |
//! |---|---|---|---|
//! | 1 | [`model`] | the values of a map and what they may be | input, output, clock, chance |
//! | 2 | [`edit`] | changes as values, steps, undo and redo | [`analysis`] |
//! | 2 | [`analysis`] | the measures, exactly, and their words | [`edit`] |
//! | 3 | [`format`](mod@format) | the text of map files and of machine output | files |
//! | 4 | [`storage`] | files: the only place with `std::fs` | what the bytes mean |
//! | 5 | [`app`] | the session, the messages, the one table of commands | terminal, files, clock |
//! | 6 | [`ui`] | the cells of the screen | it looks at the session and never changes it |
//! | 7 | [`tui`], [`cli`] | the terminal's loop; the command line | |
//!
//! [`app`] uses neither [`format`](mod@format) nor [`storage`], and [`ui`] neither of them: a session asks for
//! what it needs by an [`app::Effect`] and gets an [`app::Done`] back, so all of its behavior is
//! tested without a disk and without a screen.
//!
//! # One key
//!
//! The terminal's event becomes an [`app::Key`], the key a message, and [`app::update`] takes it: a
//! text field on top takes what is typed; otherwise [`app::lookup`] finds the command that has this
//! key in this context. The command changes the session and gives back effects, or an
//! [`app::UserError`] for the line at the bottom. The runner carries the effects out, beside the
//! screen where they take time; what comes of them is the next message. After each batch of messages
//! there is one drawing. The context comes from the session, never from what was drawn.
//!
//! # One edit
//!
//! A command makes an [`edit::Step`] from the map as it is now; [`app::App::edit`] gives it to the
//! [`edit::History`], which checks each [`edit::Edit`] against what its slot holds and raises the
//! [`edit::Revision`]. The answers are worked out again. Undo is the same way, with the step turned
//! round. Each of these is an [`edit::Deed`], which becomes a line of the journal
//! ([`format::journal`], [`storage::Journal`]); keys wait until it is on the disk, drawing doesn't.
//! A save asks the [`format::Document`], which knows the text of the file, for a text that
//! differs only in the lines of what changed; that is read back and compared with the map before
//! [`storage`] puts it in the old file's place.
//!
//! # What always holds
//!
//! * Ids don't change with a name, and are not used again in a session.
//! * Every list, answer and output has one order, the same in each run: that of the file, if no
//!   other is stated.
//! * Nothing but [`app::App::edit`], undo and redo changes the open map.
//! * An edit knows both sides, before and after; one that doesn't fit is refused, not forced.
//! * The measures are exact: a tie is a tie. They never fail, whatever the map.
//! * Drawing changes nothing of the session.
//! * A [`model::Private`] value is shown only with a [`model::Pass`], and only an open
//!   [`model::Curtain`] gives one. The layers that show or print can't open it in another way.
//! * No message to a person names a type or a function of the code.
//! * A saved file is the old one or the new one, never a mixture.
//! * As long as nobody has decided about what an earlier session left, the map is only looked at, and
//!   nothing in the journal is lost; only a text out of an editor comes to it: [`app::App::decided`].
//! * What was done is on the disk before the next key is handled. A journal that is cut or damaged
//!   anywhere gives back what stands before.
//!
//! # Where is what
//!
//! | to change | look at |
//! |---|---|
//! | a field of the map file | [`model`] for its value, [`format`](mod@format) for its text, [`edit::Edit`] for its slot |
//! | a key, or what it does | [`app::commands`], the table from which keys, key line, help, palette and the README's keys come |
//! | a measure | [`analysis`]; its words are in [`analysis::explain`] |
//! | what a map asks the search, and what its answers mean | [`analysis::zone`]; the words are in [`analysis::explain`] |
//! | how packages are searched | [`analysis::packages`], which knows only whole numbers; its laws are in `laws.rs` beside it |
//! | what a map is found to lack | [`analysis::findings`]; in which order it is asked for, [`analysis::gaps`] |
//! | which theme a statement looks like | [`analysis::Suggestion`] |
//! | what a line of quick entry means | [`app::Sketch`] |
//! | a form and its fields | [`app::forms`], one record a file; the step is made by [`edit`] |
//! | what an option does, and where that is written | [`app::TableCell`] for the table, [`app::Sheet`] for a cell of it |
//! | when packages are searched, and what is shown of them | [`app::Search`] for the question and its answer, [`app::PackagesView`] for what is looked at |
//! | what is asked or listed over the screen | [`app::Overlay`] |
//! | how a map gets into a session | [`tui::open`], [`app::Wanted`] |
//! | colors, marks and letters for marks | [`ui::Look`], [`ui::Mark`], [`ui::Role`] |
//! | where labels stand on the grid | [`ui::labels`] |
//! | what the mouse finds | [`ui::Drawn`], [`app::Target`] |
//! | what is recovered, and how it is asked | [`app::Recovery`]; which state is in the file, [`format::journal::Replayed`] |
//! | what a save leaves alone | [`format::Document`]; for the usual form, [`format::canonical`] |
//! | what is printed, and exit codes | [`cli`] |
//! | words for a mistake in a file | [`format::Problem`], [`format::Quoter`] |

pub mod analysis;
pub mod app;
pub mod cli;
pub mod edit;
pub mod format;
pub mod model;
pub mod storage;
pub mod tui;
pub mod ui;
