//! What two therapists change about a group, side by side too, and what may not be changed any more.

use app::entities::staff::Role;
use app::entities::{group, session};
use app::sealed::casting::{Answers, Holder, cast};
use app::sealed::member_key::MemberKey;
use app::sealed::tickets::Ticket;
use app::urls;
use sea_orm::EntityTrait;
use tests::circle::Circle;
use tests::house::House;
use tests::on_both_databases;
use tests::page::{Form, Page};
use tests::person::Person;

on_both_databases!(
    a_group_is_changed_before_it_begins,
    two_who_change_different_things_both_keep_theirs,
    the_second_who_changes_the_same_is_asked,
    what_may_not_be_changed_says_why,
    what_is_wrong_is_said_beside_it,
    a_larger_group_finds_room_in_the_next_box,
    a_new_day_opens_nothing_at_once,
);

async fn a_group_is_changed_before_it_begins(house: House) {
    let (circle, ann, _) = led(&house).await;
    let form = settings(&ann, &circle).await;
    let form = form
        .with("name", "Thursday evenings")
        .with("weekday", "4")
        .with("ends_at", "18:15")
        .with("size", "12")
        .with("planned_sessions", "10")
        .with("follow_up_on", "2026-09-01")
        .with("words_asked", "no")
        .with("focus", "anxiety")
        .with("release_window", "4");
    let dashboard = ann.send(&form).await;
    assert_eq!(dashboard.address, urls::group_saved(circle.group.id));
    assert!(dashboard.says("Thursday evenings") && dashboard.says("Next session: Thursday"));
    let now = row(&house, &circle).await;
    let measure = (now.outcomes.to_string(), now.focus.as_str());
    assert_eq!(measure, ("1 gad-7:1".to_owned(), "anxiety"));
    assert_eq!((now.weekday, now.ends_at, now.size), (4, 18 * 60 + 15, 12));
    assert_eq!((now.planned_sessions, now.release_window), (10, 4));
    assert!(!now.words_asked);
    let kept = settings(&ann, &circle).await;
    assert_eq!(kept.value("follow_up_on"), Some("2026-09-01"));

    let audit = house
        .staff("sue@example.org", Role::Supervisor)
        .await
        .get("/audit")
        .await;
    assert!(audit.says("Group changed") && audit.says("Name, Day of the meeting"));
    // The same again changes nothing and is no deed.
    ann.send(&kept).await;
    let deeds = |page: &Page| page.text().matches("Group changed").count();
    let again = house.sign_in("sue@example.org").await.get("/audit").await;
    assert_eq!(deeds(&again), deeds(&audit));
}

async fn two_who_change_different_things_both_keep_theirs(house: House) {
    let (circle, ann, ben) = led(&house).await;
    let (anns, bens) = (
        settings(&ann, &circle).await.with("name", "By Ann"),
        settings(&ben, &circle).await.with("size", "9"),
    );
    let (one, two) = tokio::join!(ann.send(&anns), ben.send(&bens));
    assert_eq!((one.status, two.status), (200, 200));
    let now = row(&house, &circle).await;
    assert_eq!((now.name.as_str(), now.size), ("By Ann", 9));
}

async fn the_second_who_changes_the_same_is_asked(house: House) {
    let (circle, ann, ben) = led(&house).await;
    let bens = settings(&ben, &circle).await;
    let anns = settings(&ann, &circle).await;
    ann.send(&anns.with("name", "By Ann").with("size", "9"))
        .await;
    let bens = bens.with("name", "By Ben").with("ends_at", "20:00");
    let asked = ben.send(&bens).await;
    assert_eq!(asked.status, 409);
    assert!(asked.says("Somebody else changed this meanwhile"));
    assert!(asked.says("Name is now: By Ann."), "{}", asked.text());
    assert!(asked.says("Nothing of yours is saved yet"));
    assert_eq!(row(&house, &circle).await.name, "By Ann");
    // Ben's words are still there, and Ann's number of members is.
    let form = asked.form("/settings");
    let kept = ["name", "ends_at", "size"].map(|name| form.value(name).unwrap_or_default());
    assert_eq!(kept, ["By Ben", "20:00", "9"]);
    assert_eq!(ben.send(&form).await.status, 200);
    let now = row(&house, &circle).await;
    assert_eq!((now.name.as_str(), now.size), ("By Ben", 9));
    assert_eq!(now.ends_at, 20 * 60);
}

async fn what_may_not_be_changed_says_why(house: House) {
    let (circle, ann, _) = led(&house).await;
    let before = settings(&ann, &circle).await;
    let session = circle.open(&house).await;
    let page = ann.get(&urls::settings(circle.group.id)).await;
    assert!(page.says("when the first session opened"));
    assert!(page.says("This stays while a session is open"));
    let names = page.form("/settings").names();
    for fixed in ["focus", "release_window", "words_asked", "planned_sessions"] {
        assert!(!names.iter().any(|name| name == fixed), "{fixed}");
    }
    // Whoever had the form open before keeps what they typed elsewhere, and is told why the rest stays.
    let late = before.with("focus", "anxiety").with("size", "7");
    let told = ann.send(&late).await;
    assert_eq!(told.status, 409);
    assert!(told.says("What the group meets about is now: Depression."));
    assert!(told.says("when the first session opened"));
    assert_eq!(told.form("/settings").value("size"), Some("7"));
    assert_eq!(ann.send(&told.form("/settings")).await.status, 200);
    let now = row(&house, &circle).await;
    assert_eq!((now.focus.as_str(), now.size), ("depression", 7));

    circle.close(&house, &session).await;
    let ann = house.sign_in("ann@example.org").await;
    let form = settings(&ann, &circle).await;
    let less = ann.send(&form.clone().with("planned_sessions", "1")).await;
    assert_eq!(less.status, 422);
    assert!(less.says("Enter how many sessions are planned, from 2 to 100"));
    ann.send(&form.with("planned_sessions", "2")).await;
    let session = circle.open(&house).await;
    circle.close(&house, &session).await;
    let ann = house.sign_in("ann@example.org").await;
    let page = ann.get(&urls::settings(circle.group.id)).await;
    assert!(page.says("now that the programme has ended"));
}

async fn what_is_wrong_is_said_beside_it(house: House) {
    let (circle, ann, _) = led(&house).await;
    let form = settings(&ann, &circle).await;
    let wrong = form
        .with("name", " ")
        .with("ends_at", "25:00")
        .with("size", "65")
        .with("planned_sessions", "101")
        .with("follow_up_on", "2026-03-01");
    let page = ann.send(&wrong).await;
    assert_eq!(page.status, 422);
    for message in [
        "Enter a name of 1 to 60 characters",
        "Enter the time at which a meeting ends",
        "Enter how many members the group has",
        "Enter how many sessions are planned, from 1 to 100",
        "Enter a day from today on, within two years",
    ] {
        assert!(page.says(message), "{message}");
    }
    let kept = page.form("/settings");
    assert_eq!(kept.value("follow_up_on"), Some("2026-03-01"));
    // A forged field of another form is none of these.
    let forged = settings(&ann, &circle).await.forged("quorum", "1");
    assert_eq!(ann.send(&forged).await.status, 200);
    assert_eq!(row(&house, &circle).await.quorum, None);
}

async fn a_larger_group_finds_room_in_the_next_box(house: House) {
    let (mut circle, ann, _) = led(&house).await;
    let form = settings(&ann, &circle).await.with("size", "20");
    ann.send(&form).await;
    circle.group = row(&house, &circle).await;
    circle.print(&house, 12).await;
    let session = circle.open(&house).await;
    for n in 0..20 {
        let holder = Holder {
            key: MemberKey::fresh(&house.app.random),
            ticket: Ticket::parse(&circle.tickets[n]),
        };
        let cast = cast(&house.app, &circle.group, &holder, Answers::default()).await;
        assert!(matches!(cast, Ok(Ok(()))), "number {n}");
    }
    circle.close(&house, &session).await;
}

async fn a_new_day_opens_nothing_at_once(house: House) {
    let (circle, ann, _) = led(&house).await;
    // Tuesday, half an hour after what becomes the usual end.
    house.at("2026-03-24T20:00:00Z").await;
    let form = settings(&ann, &circle).await;
    let form = form.with("weekday", "2").with("ends_at", "19:30");
    let dashboard = ann.send(&form).await;
    assert!(
        dashboard.says("Tuesday 24 March 2026 is skipped."),
        "{}",
        dashboard.text()
    );
    house.tick().await;
    let sessions = session::Entity::find().all(&house.app.database.reader);
    assert!(sessions.await.expect("sessions").is_empty());
    let meet = ann
        .send(&dashboard.form_with_button("Meet after all"))
        .await;
    assert_eq!(meet.status, 200);
    house.tick().await;
    let open = ann.get(&urls::group(circle.group.id)).await;
    assert!(open.says("Session 1 is open"));
}

async fn led(house: &House) -> (Circle, Person, Person) {
    let ann = house.hire("ann@example.org", Role::Therapist).await;
    let ben = house.hire("ben@example.org", Role::Therapist).await;
    let circle = Circle::of(house, 8, 1, &[ann, ben]).await;
    let (ann, ben) = (
        house.sign_in("ann@example.org").await,
        house.sign_in("ben@example.org").await,
    );
    (circle, ann, ben)
}

async fn settings(who: &Person, circle: &Circle) -> Form {
    let dashboard = who.get(&urls::group(circle.group.id)).await;
    let page = who.get(&dashboard.link("Settings of this group")).await;
    page.form("/settings")
}

async fn row(house: &House, circle: &Circle) -> group::Model {
    group::Entity::find_by_id(circle.group.id)
        .one(&house.app.database.reader)
        .await
        .expect("the database answers")
        .expect("the group")
}
