//! Presses, double presses and drags, from what the mouse does and what was drawn where.

use crossterm::event::{MouseButton, MouseEventKind};

use crate::app::{App, Clicks, Msg, Permission};
use crate::edit::Moment;
use crate::model::{Decimal, Level, PartnerId};
use crate::ui::Drawn;

/// Two presses at one place within this many milliseconds are a double one.
const DOUBLE_WITHIN_MILLIS: u64 = 400;

/// How far one notch of the wheel goes, in lines.
const NOTCH_LINES: i16 = 3;

/// A cell: column and row.
type Cell = (u16, u16);

/// What the mouse did last.
#[derive(Debug, Default)]
pub(super) struct Mouse {
    pressed: Option<(Moment, Cell)>,
    drag: Option<Drag>,
}

/// A partner that is held by the mouse.
#[derive(Debug)]
struct Drag {
    partner: PartnerId,
    since: Moment,
    /// How it was taken hold of, if it was on the grid; none for one from the tray.
    grip: Option<Grip>,
    last: Option<(Level, Level)>,
}

/// Where a marker was taken hold of.
#[derive(Debug)]
struct Grip {
    /// Where it was.
    from: (Level, Level),
    /// The levels at the cell of the mouse, which may be its label's.
    held_at: (Level, Level),
}

impl Mouse {
    /// What it means to the session, and the moment it is to be taken for.
    ///
    /// A drag moves the marker as it goes; all of it counts as one moment, and so as one step.
    pub(super) fn message(
        &mut self,
        kind: MouseEventKind,
        at: Cell,
        drawn: &Drawn,
        (app, now): (&App, Moment),
    ) -> Option<(Msg, Moment)> {
        let target = || drawn.at(at.0, at.1);
        match kind {
            MouseEventKind::Down(MouseButton::Left) => {
                let clicks = self.clicks(at, now);
                self.drag = hold(app, drawn, at, now);
                Some((Msg::Press(target(), clicks), now))
            }
            MouseEventKind::Drag(MouseButton::Left) => {
                self.pressed = None;
                let drag = self.drag.as_mut()?;
                if drag.grip.is_none() && !drawn.is_on_plane(at.0, at.1) {
                    return None;
                }
                let (interest, influence) = drag.moved_to(drawn.levels_at(at.0, at.1)?)?;
                Some((Msg::Drop(drag.partner.clone(), interest, influence), drag.since))
            }
            MouseEventKind::Up(_) => {
                self.drag = None;
                None
            }
            MouseEventKind::ScrollUp => Some((Msg::Wheel(target(), -NOTCH_LINES), now)),
            MouseEventKind::ScrollDown => Some((Msg::Wheel(target(), NOTCH_LINES), now)),
            _ => None,
        }
    }

    /// Whether this press and the one before are a double one; a third one starts anew.
    fn clicks(&mut self, at: Cell, now: Moment) -> Clicks {
        let double = self.pressed.is_some_and(|(before, place)| {
            place == at && now.0.saturating_sub(before.0) <= DOUBLE_WITHIN_MILLIS
        });
        self.pressed = (!double).then_some((now, at));
        if double { Clicks::Double } else { Clicks::Single }
    }
}

/// The marker on the grid or the partner in the tray at a cell, to be dragged; none where something
/// lies over it or nothing may be changed.
fn hold(app: &App, drawn: &Drawn, at: Cell, now: Moment) -> Option<Drag> {
    if app.permission == Permission::ReadOnly {
        return None;
    }
    let partner = drawn.draggable_at(at.0, at.1)?;
    let last = app.map().partners.get(&partner)?.place();
    let grip = match (last, drawn.is_on_plane(at.0, at.1)) {
        (Some(from), true) => Some(Grip { from, held_at: drawn.levels_at(at.0, at.1)? }),
        (None, false) => None,
        _ => return None,
    };
    Some(Drag { partner, since: now, grip, last })
}

impl Drag {
    /// Where the marker lies when the mouse is at these levels; nothing where it lies there already.
    fn moved_to(&mut self, at: (Level, Level)) -> Option<(Level, Level)> {
        let place = self.grip.as_ref().map_or(at, |grip| grip.moved_to(at));
        let news = Some(place) != self.last;
        self.last = Some(place);
        news.then_some(place)
    }
}

impl Grip {
    fn moved_to(&self, at: (Level, Level)) -> (Level, Level) {
        let moved = |from: Level, held: Level, at: Level| {
            let billionths = from.billionths() + at.billionths() - held.billionths();
            Level::clamped(Decimal::from_billionths(billionths))
        };
        (moved(self.from.0, self.held_at.0, at.0), moved(self.from.1, self.held_at.1, at.1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(points: i64) -> Level {
        Level::clamped(Decimal::from_billionths(points * Decimal::ONE))
    }

    fn drag() -> Drag {
        let from = (Level::clamped(Decimal::from_billionths(7_500_000_000)), level(9));
        let partner = PartnerId::new("mayor").unwrap();
        let grip = Some(Grip { from, held_at: (level(6), level(8)) });
        Drag { partner, since: Moment(0), grip, last: Some(from) }
    }

    #[test]
    fn a_partner_from_the_tray_goes_where_the_mouse_is() {
        let mut drag = Drag { grip: None, last: None, ..drag() };
        assert_eq!(drag.moved_to((level(3), level(4))), Some((level(3), level(4))));
        assert_eq!(drag.moved_to((level(3), level(4))), None, "nothing new");
    }

    #[test]
    fn a_marker_moves_as_far_as_the_mouse_wherever_it_is_held() {
        let mut drag = drag();
        assert_eq!(drag.moved_to((level(6), level(8))), None);
        let (interest, influence) = drag.moved_to((level(5), level(6))).unwrap();
        assert_eq!((interest.to_string(), influence.to_string()), ("6.5".into(), "7".into()));
        assert_eq!(drag.moved_to((level(5), level(6))), None, "nothing new");
        let (interest, influence) = drag.moved_to((level(10), level(10))).unwrap();
        assert_eq!((interest, influence), (level(10), level(10)), "no further than the end");
    }

    #[test]
    fn two_presses_at_one_place_are_a_double_one_and_the_third_is_not() {
        let mut mouse = Mouse::default();
        assert_eq!(mouse.clicks((3, 4), Moment(0)), Clicks::Single);
        assert_eq!(mouse.clicks((3, 4), Moment(400)), Clicks::Double);
        assert_eq!(mouse.clicks((3, 4), Moment(500)), Clicks::Single);
        assert_eq!(mouse.clicks((3, 5), Moment(600)), Clicks::Single);
        assert_eq!(mouse.clicks((3, 5), Moment(1_001)), Clicks::Single);
    }
}
