//! Steps on criteria, offers, requests, concerns and walk-aways, worked by hand.

use super::*;

/// Carries out a step and takes it back; gives its label and the map that it leads to.
fn done(map: &Map, step: Step) -> (String, Map) {
    let mut after = map.clone();
    step.apply(&mut after).unwrap();
    assert_eq!(problems(&after), Vec::<String>::new());
    let mut back = after.clone();
    step.inverse().apply(&mut back).unwrap();
    assert_same(&back, map);
    (step.label, after)
}

fn concerns(map: &Map) -> Vec<String> {
    let all = map.partners["board"].concerns.inner().iter();
    all.map(|(id, concern)| format!("{id}: {}", concern.says)).collect()
}

fn offers(map: &Map, side: Exchange) -> Vec<String> {
    let all = map.partners["board"].exchanged(side).iter();
    all.map(|(id, offer)| format!("{id}: {} {}", offer.says, offer.kind.word())).collect()
}

fn concern(says: &str) -> Concern {
    Concern { says: text(says) }
}

#[test]
fn concerns_come_change_move_and_go_and_no_id_or_label_tells_what_they_say() {
    let (map, used) = (small_map(), UsedIds::default());
    let (first, step) = concern::add(&map, &used, &board(), concern("Strikes")).unwrap();
    let (label, map) = done(&map, step);
    assert_eq!((label.as_str(), first.as_str()), ("add a concern of Hospital board", "concern-1"));
    let (second, step) = concern::add(&map, &used, &board(), concern("Debt")).unwrap();
    let (_, map) = done(&map, step);
    let (label, map) = done(&map, concern::reorder(&map, &board(), &second, 0).unwrap());
    assert_eq!(label, "reorder a concern of Hospital board");
    let (third, step) = concern::duplicate(&map, &used, &board(), &second).unwrap();
    let (label, map) = done(&map, step);
    assert_eq!(label, "duplicate a concern of Hospital board");
    let (label, map) =
        done(&map, concern::change(&map, &board(), &third, concern("Lawsuits")).unwrap());
    assert_eq!(label, "reword a concern of Hospital board");
    assert_eq!(concerns(&map), ["concern-2: Debt", "concern-3: Lawsuits", "concern-1: Strikes"]);
    let (label, map) = done(&map, concern::delete(&map, &board(), &second).unwrap());
    assert_eq!(label, "delete a concern of Hospital board");
    assert_eq!(concerns(&map), ["concern-3: Lawsuits", "concern-1: Strikes"]);
    assert_eq!(concern::change(&map, &board(), &third, concern("Lawsuits")), None);
    assert_eq!(concern::delete(&map, &board(), &second), None);
    assert_eq!(concern::change(&map, &board(), &second, concern("x")), None, "it is gone");
}

#[test]
fn offers_and_requests_come_change_move_and_go() {
    let used = UsedIds::default();
    for (side, what) in [(Exchange::Offer, "an offer of"), (Exchange::Ask, "a request of")] {
        let map = small_map();
        let of = Exchanged { partner: board(), side };
        let money = Offer { says: text("Money for the new wards"), kind: OfferKind::Money };
        let (first, step) = offer::add(&map, &used, &of, money.clone()).unwrap();
        let (label, map) = done(&map, step);
        assert_eq!(label, format!("add {what} Hospital board"));
        let (second, step) = offer::duplicate(&map, &used, &of, &first).unwrap();
        let (_, map) = done(&map, step);
        let space = Offer { says: text("The old laundry"), kind: OfferKind::Space };
        let (_, map) = done(&map, offer::change(&map, &of, &second, space).unwrap());
        let (_, map) = done(&map, offer::reorder(&map, &of, &second, 0).unwrap());
        let wanted = [
            "money-for-the-2: The old laundry Space",
            "money-for-the: Money for the new wards Money",
        ];
        assert_eq!(offers(&map, side), wanted);
        assert_eq!(offer::change(&map, &of, &first, money), None);
        let (label, map) = done(&map, offer::delete(&map, &of, &second).unwrap());
        assert_eq!(label, format!("delete {what} Hospital board"));
        assert_eq!(offers(&map, side).len(), 1);
    }
}

#[test]
fn a_duplicated_criterion_stands_below_and_a_private_one_keeps_its_words_out_of_the_id() {
    let (map, used) = (small_map(), UsedIds::default());
    let waits = CriterionId::new("waits").unwrap();
    let (copy, step) = criterion::duplicate(&map, &used, &board(), &waits).unwrap();
    assert_eq!(copy.as_str(), "no-long-waits");
    let (label, map) = done(&map, step);
    assert_eq!(label, "duplicate a criterion of Hospital board");
    let ids: Vec<&str> = map.partners["board"].success.keys().map(Id::as_str).collect();
    assert_eq!(ids, ["waits", "no-long-waits", "calm"]);
    let private = map.partners["board"].success["waits"].clone().private();
    let (_, map) = done(&map, criterion::change(&map, &board(), &waits, private).unwrap());
    let (copy, step) = criterion::duplicate(&map, &used, &board(), &waits).unwrap();
    assert_eq!(copy.as_str(), "criterion-1");
    assert!(done(&map, step).1.partners["board"].success["criterion-1"].is_private());
}

#[test]
fn a_walk_away_is_revised_and_goes_when_nothing_is_left_of_it() {
    let map = small_map();
    let revised = |map: &Map, revision: fn(&mut WalkAway)| {
        partner::revise_walk_away(map, &board(), |walk_away| {
            revision(walk_away);
            Ok::<(), ()>(())
        })
    };
    let step = revised(&map, |walk_away| walk_away.says = text("Waits")).unwrap().unwrap();
    let (label, map) = done(&map, step);
    assert_eq!(label, "change the walk-away of Hospital board");
    let step = revised(&map, |walk_away| *walk_away = WalkAway::default()).unwrap().unwrap();
    assert_eq!(done(&map, step).1.partners["board"].walk_away.inner(), &None);
    assert_eq!(revised(&map, |_| {}), Ok(None));
    let refused = partner::revise_walk_away(&map, &board(), |_| Err("no"));
    assert_eq!(refused, Err("no"));
}

#[test]
fn steps_together_are_one_and_lead_back() {
    let map = small_map();
    let theme = Theme { name: text("Noise\nat night"), unit: Text::default() };
    let (_, first) = theme::add(&map, &UsedIds::default(), theme).unwrap();
    let second = partner::rename(&map, &board(), text("Board")).unwrap();
    let (label, after) = done(&map, second.after(first, "with the new theme Noise\nat night"));
    assert_eq!(label, "rename Hospital board, with the new theme Noise at night");
    assert_eq!((after.themes.len(), &*after.partners["board"].name), (2, "Board"));
}

#[test]
fn labels_tell_what_about_a_criterion_was_changed() {
    let map = small_map();
    let id = CriterionId::new("waits").unwrap();
    let label = |revision: fn(&mut Content)| {
        criterion::revise(&map, &board(), &id, revision).map(|step| step.label)
    };
    let of_board = |does: &str| Some(format!("{does} of Hospital board"));
    assert_eq!(label(|content| content.says = text("Short waits")), of_board("reword a criterion"));
    assert_eq!(
        label(|content| content.weight = Weight::clamped(5)),
        of_board("change the weight of a criterion")
    );
    assert_eq!(label(|content| content.theme = None), of_board("change the theme of a criterion"));
    assert_eq!(
        label(|content| content.wants = Direction::Less),
        of_board("change the direction of a criterion")
    );
    assert_eq!(
        label(|content| {
            content.theme = None;
            content.red_line = true;
        }),
        of_board("change a criterion")
    );
    let private = map.partners["board"].success["waits"].clone().private();
    let hidden = criterion::change(&map, &board(), &id, private).map(|step| step.label);
    assert_eq!(hidden, of_board("change a criterion"));
}
