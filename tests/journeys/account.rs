//! One's own password and logins: what is changed ends the rest, and where one is signed in can be seen and ended.

use app::entities::staff::Role;
use app::urls::{self, route};
use jiff::SignedDuration;
use tests::house::{House, PASSWORD};
use tests::on_both_databases;
use tests::page::Page;

on_both_databases!(
    a_new_password_ends_every_other_login,
    a_reset_is_stronger_than_a_change_under_way,
    logins_are_listed_and_ended,
    a_login_ends_after_a_working_day_however_often_it_is_used,
);

const NEW: &str = "three arches and a heron";

async fn a_new_password_ends_every_other_login(house: House) {
    let ann = house.staff("ann@example.org", Role::Therapist).await;
    let elsewhere = house.sign_in("ann@example.org").await;
    let form = ann
        .get(route::ACCOUNT)
        .await
        .form_with_button("Change the password");
    let wrong = form.clone().with("current", "not it").with("new", NEW);
    let wrong = ann.send(&wrong).await;
    assert_eq!((wrong.status, wrong.says("not your password")), (422, true));
    let short = form.clone().with("current", PASSWORD).with("new", "short");
    assert_eq!(ann.send(&short).await.status, 422);
    let done = ann
        .send(&form.with("current", PASSWORD).with("new", NEW))
        .await;
    assert!(done.says("The password is changed"), "{}", done.text());
    assert_eq!(ann.get(route::GROUPS).await.status, 200, "still signed in");
    let out = elsewhere.get(route::GROUPS).await;
    assert!(out.address.starts_with("/sign-in"));
    let sign_in = out.form("sign-in").with("email", "ann@example.org");
    let old = elsewhere
        .send(&sign_in.clone().with("password", PASSWORD))
        .await;
    assert!(old.says("is not right"));
    assert_eq!(
        elsewhere.send(&sign_in.with("password", NEW)).await.status,
        200
    );
    // A laptop that was left open is no place to guess a password.
    let form = ann
        .get(route::ACCOUNT)
        .await
        .form_with_button("Change the password");
    let mut status = 0;
    for _ in 0..6 {
        let guess = form.clone().with("current", "a guess").with("new", NEW);
        status = ann.send(&guess).await.status;
    }
    assert_eq!(status, 429);
}

/// An administrator resets an account that somebody has taken over, who changes the password at the same moment.
async fn a_reset_is_stronger_than_a_change_under_way(house: House) {
    let ada = house.staff("ada@example.org", Role::Administrator).await;
    let id = house.hire("ann@example.org", Role::Therapist).await;
    for _ in 0..4 {
        let taken = house.sign_in("ann@example.org").await;
        let form = taken.get(route::ACCOUNT).await;
        let form = form.form_with_button("Change the password");
        let form = form.with("current", PASSWORD).with("new", NEW);
        let reset = urls::colleague_link(id);
        let (_, link) = tokio::join!(taken.send(&form), async {
            tokio::task::yield_now().await;
            ada.post(&reset, &[]).await
        });
        let text = link.text();
        let at = text.find("/password/").expect("a link");
        let link = text[at..].split_whitespace().next().expect("a path");
        let page = taken.get(route::GROUPS).await;
        assert!(
            page.address.starts_with("/sign-in"),
            "out, whoever was first"
        );
        let ann = house.visitor();
        let form = ann.get(link).await.form_with_button("Keep it");
        let inside = ann.send(&form.with("password", PASSWORD)).await;
        assert_eq!(inside.address, route::GROUPS, "the link works");
    }
}

async fn logins_are_listed_and_ended(house: House) {
    let ann = house.staff("ann@example.org", Role::Therapist).await;
    let ben = house.staff("ben@example.org", Role::Therapist).await;
    house.later(SignedDuration::from_mins(5)).await;
    let tablet = house.sign_in("ann@example.org").await;
    house.later(SignedDuration::from_mins(5)).await;
    let desk = house.sign_in("ann@example.org").await;
    let page = desk.get(route::ACCOUNT).await;
    let ends = |page: &Page| {
        page.forms()
            .into_iter()
            .filter(|form| form.action.ends_with("/end") && form.action != route::END_LOGINS)
            .collect::<Vec<_>>()
    };
    let forms = ends(&page);
    assert_eq!(forms.len(), 3, "{}", page.text());
    assert_eq!(page.text().matches("this browser").count(), 1);
    // Nobody ends a colleague's.
    ben.post(&forms[1].action, &[]).await;
    assert_eq!(tablet.get(route::GROUPS).await.address, route::GROUPS);
    desk.send(&forms[1]).await;
    let out = tablet.get(route::GROUPS).await;
    assert!(
        out.address.starts_with("/sign-in"),
        "the tablet's, by its time"
    );
    assert_eq!(ann.get(route::GROUPS).await.address, route::GROUPS);
    desk.post(route::END_LOGINS, &[]).await;
    let out = ann.get(route::GROUPS).await;
    assert!(out.address.starts_with("/sign-in"), "every other");
    assert_eq!(ends(&desk.get(route::ACCOUNT).await).len(), 1);
    assert_eq!(ben.get(route::GROUPS).await.address, route::GROUPS);
}

async fn a_login_ends_after_a_working_day_however_often_it_is_used(house: House) {
    let ann = house.staff("ann@example.org", Role::Therapist).await;
    for _ in 0..11 {
        house.later(SignedDuration::from_hours(1)).await;
        assert_eq!(ann.get(route::GROUPS).await.address, route::GROUPS);
    }
    house.later(SignedDuration::from_hours(1)).await;
    let out = ann.get(route::GROUPS).await;
    assert!(out.address.starts_with("/sign-in"));
}
