//! Staff come in, stay in, go out; a wrong password is met calmly and slows down.

use app::entities::staff::Role;
use tests::house::{House, PASSWORD};
use tests::on_both_databases;
use tests::person::Person;

on_both_databases!(
    a_therapist_signs_in_and_out,
    wrong_passwords_slow_down,
    a_stranger_locks_nobody_out,
);

async fn a_therapist_signs_in_and_out(house: House) {
    let ann = house.staff("ann@example.org", Role::Therapist).await;
    let groups = ann.get("/groups").await;
    assert_eq!((groups.status, groups.address.as_str()), (200, "/groups"));
    let out = ann.send(&groups.form("sign-out")).await;
    assert_eq!(out.status, 200);
    let page = ann.get("/groups").await;
    assert!(page.address.starts_with("/sign-in"), "{}", page.address);
    let again = page
        .form("sign-in")
        .with("email", " Ann@Example.org ")
        .with("password", PASSWORD);
    assert_eq!(ann.send(&again).await.address, "/groups");
}

async fn wrong_passwords_slow_down(house: House) {
    house.hire("ann@example.org", Role::Therapist).await;
    let stranger = house.visitor();
    let form = stranger
        .get("/sign-in")
        .await
        .form("sign-in")
        .with("email", "ann@example.org");
    let mut statuses = Vec::new();
    for n in 0..30 {
        let page = stranger
            .send(&form.clone().with("password", &format!("guess {n}")))
            .await;
        let kept = page.form("sign-in");
        assert_eq!(
            kept.value("email"),
            Some("ann@example.org"),
            "what was typed stays"
        );
        assert_eq!(
            kept.value("password"),
            Some(""),
            "but a password is not sent back"
        );
        statuses.push(page.status);
    }
    assert_eq!(statuses[0], 422);
    assert_eq!(statuses.last(), Some(&429));
    let right = stranger.send(&form.with("password", PASSWORD)).await;
    assert_eq!(
        right.status, 429,
        "nor does the right one get through meanwhile"
    );
    house.later(jiff::SignedDuration::from_hours(24)).await;
    house.sign_in("ann@example.org").await;
}

async fn a_stranger_locks_nobody_out(house: House) {
    let password = |person: &Person, password: &str| {
        let (person, password) = (person.clone(), password.to_owned());
        async move {
            let form = person.get("/sign-in").await.form("sign-in");
            let typed = form.with("email", "ann@example.org");
            person.send(&typed.with("password", &password)).await
        }
    };
    house.hire("ann@example.org", Role::Therapist).await;
    let stranger = house.visitor_from("203.0.113.7");
    while password(&stranger, "a guess").await.status != 429 {}
    let refused = password(&stranger, PASSWORD).await;
    assert_eq!(refused.status, 429, "not even the right one");

    let clinic = house.visitor_from("198.51.100.20");
    assert_eq!(password(&clinic, PASSWORD).await.address, "/groups");
    // Many strangers together: whoever was in from here before comes in, a new place waits.
    for place in 1..=10 {
        let stranger = house.visitor_from(&format!("203.0.113.{place}"));
        while password(&stranger, "a guess").await.status != 429 {}
    }
    let again = house.visitor_from("198.51.100.20");
    assert_eq!(password(&again, PASSWORD).await.address, "/groups");
    let elsewhere = house.visitor_from("198.51.100.21");
    assert_eq!(password(&elsewhere, PASSWORD).await.status, 429);
    house.later(jiff::SignedDuration::from_mins(15)).await;
    assert_eq!(password(&elsewhere, PASSWORD).await.address, "/groups");
}
