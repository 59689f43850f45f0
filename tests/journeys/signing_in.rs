//! Staff come in, stay in, go out; a wrong password is met calmly and slows down.

use app::entities::staff::Role;
use tests::house::{House, PASSWORD};
use tests::on_both_databases;

on_both_databases!(a_therapist_signs_in_and_out, wrong_passwords_slow_down);

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
