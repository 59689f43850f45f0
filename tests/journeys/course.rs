//! The course of a group to its end: the follow-up after the programme, the archive, and 400 days without a meeting.

use app::entities::staff::Role;
use app::entities::{group, session};
use app::sealed::casting::Holder;
use app::sealed::member_key::MemberKey;
use app::sealed::tickets::Ticket;
use app::urls;
use jiff::SignedDuration;
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, EntityTrait, QueryOrder};
use tests::circle::Circle;
use tests::house::House;
use tests::on_both_databases;
use tests::person::Person;
use tests::rows::rows;

on_both_databases!(
    a_follow_up_opens_by_itself_and_asks_once_more,
    a_group_in_the_archive_opens_nothing_until_it_is_taken_out,
    a_group_that_does_not_meet_for_400_days_forgets_its_members,
);

async fn a_follow_up_opens_by_itself_and_asks_once_more(house: House) {
    let (mut circle, ann) = led(&house, 2).await;
    planned(&house, &mut circle, 4).await;
    let keys = circle.past(&house, 4, 8).await;
    let dashboard = ann.get(&urls::group(circle.group.id)).await;
    assert!(dashboard.says("All planned sessions were held"));
    assert!(dashboard.says("You can plan a follow-up"));
    let form = ann.get(&urls::settings(circle.group.id)).await;
    let form = form.form("/settings").with("follow_up_on", "2026-05-01");
    let dashboard = ann.send(&form).await;
    assert!(
        dashboard.says("Follow-up: Friday 1 May 2026"),
        "{}",
        dashboard.text()
    );

    // The group meets on Sundays until 23:00; nothing opens on them any more.
    house.at("2026-04-26T22:30:00Z").await;
    assert_eq!(sessions(&house).await.len(), 4);
    house.at("2026-05-01T22:30:00Z").await;
    let all = sessions(&house).await;
    assert_eq!((all.len(), all[4].date.as_str()), (5, "2026-05-01"));
    let ann = house.sign_in("ann@example.org").await;
    let dashboard = ann.get(&urls::group(circle.group.id)).await;
    assert!(dashboard.says("Session 5 is open"));

    // Sessions are shown in pairs; a follow-up is shown by itself, with the questionnaire for everybody.
    let member = house.visitor();
    let door = member.get(&circle.address()).await.form("/key");
    let survey = member.send(&door.with("key", &keys[0])).await;
    let names = survey.form(&circle.group.code).names();
    assert!(
        names.iter().any(|name| name.starts_with("phq-8")),
        "{names:?}"
    );
    for key in &keys {
        let member = house.visitor();
        let door = member.get(&circle.address()).await.form("/key");
        let survey = member.send(&door.with("key", key)).await;
        let mut form = survey.form(&circle.group.code);
        for item in 1..=8 {
            form = form
                .with(&format!("chorus-session-{item}"), "3")
                .with(&format!("phq-8-{item}"), "1");
        }
        assert!(member.send(&form).await.says("Thank you"));
    }
    house.at("2026-05-02T07:30:00Z").await;
    let ann = house.sign_in("ann@example.org").await;
    let dashboard = ann.get(&urls::group(circle.group.id)).await;
    assert!(
        dashboard.says("Follow-up, session 5, 1 May 2026"),
        "{}",
        dashboard.text()
    );
    let all = rows(&house.app.database).await;
    assert_eq!(all["release"].len(), 3, "two pairs and the follow-up");
    assert!(dashboard.says("All planned sessions were held"));
}

async fn a_group_in_the_archive_opens_nothing_until_it_is_taken_out(house: House) {
    let (circle, ann) = led(&house, 1).await;
    let session = circle.open(&house).await;
    let page = ann.get(&urls::archive(circle.group.id)).await;
    let away = page.form_with_button("Put it into the archive");
    let refused = ann.send(&away).await;
    assert_eq!(refused.status, 409);
    assert!(refused.says("A session is open"));
    circle.close(&house, &session).await;

    let ann = house.sign_in("ann@example.org").await;
    let away = ann.get(&urls::archive(circle.group.id)).await;
    let away = away.form_with_button("Put it into the archive");
    let (one, two) = tokio::join!(ann.send(&away), ann.send(&away));
    assert_eq!((one.status, two.status), (200, 200), "a double click");
    let list = ann.get("/groups").await;
    assert!(list.says("Archive") && list.says("Tuesday group"));
    let dashboard = ann.get(&urls::group(circle.group.id)).await;
    assert!(dashboard.says("In the archive"));
    assert!(rows(&house.app.database).await["ticket"].is_empty());
    let ticket = house.visitor().get(&circle.ticket(0)).await;
    assert!(!ticket.says("How was today"), "a ticket is void");
    for (address, status) in [
        (urls::open_session(circle.group.id), 409),
        (urls::lost_phone(circle.group.id), 409),
        (urls::void_tickets(circle.group.id), 409),
    ] {
        assert_eq!(ann.post(&address, &[]).await.status, status, "{address}");
    }
    // Sunday, after the usual end of the meeting.
    house.at("2026-03-29T22:30:00Z").await;
    assert_eq!(sessions(&house).await.len(), 1);

    let ann = house.sign_in("ann@example.org").await;
    let page = ann.get(&dashboard.link("out of the archive")).await;
    let back = ann.send(&page.form_with_button("Take it out")).await;
    assert!(back.says("Next session: Sunday"), "{}", back.text());
    house.at("2026-04-05T22:30:00Z").await;
    assert_eq!(sessions(&house).await.len(), 2);
}

async fn a_group_that_does_not_meet_for_400_days_forgets_its_members(house: House) {
    // Pairs of sessions are shown, so that the third one waits in a pool.
    let (mut circle, ann) = led(&house, 2).await;
    planned(&house, &mut circle, 4).await;
    let keys = circle.past(&house, 3, 7).await;
    let kim = circle.seats(&house, &["Kim"]).await;
    assert_eq!(kim.len(), 1);
    archive(&ann, &circle).await;
    house.later(SignedDuration::from_hours(24 * 390)).await;
    house.hour().await;
    let before = rows(&house.app.database).await;
    assert_eq!((before["pouch"].len(), before["pool"].len()), (1, 1));
    assert!(knows(&house, &circle, &keys[0]).await);

    house.later(SignedDuration::from_hours(24 * 11)).await;
    house.hour().await;
    let after = rows(&house.app.database).await;
    assert!(after["pouch"].is_empty() && after["ticket"].is_empty());
    assert!(!knows(&house, &circle, &keys[0]).await);
    assert_eq!(after["release"], before["release"], "what was shown stays");
    let files = std::fs::read_dir(house.folder.path().join("keys")).expect("keys");
    assert_eq!(files.count(), 0, "the key of the pool is destroyed");
    // Once is enough.
    house.hour().await;
    let again = rows(&house.app.database).await;
    assert_eq!(again["audit"].len(), after["audit"].len());

    let ann = house.sign_in("ann@example.org").await;
    // It may meet again, with new tickets; the values of the pair that had begun are lost.
    let page = ann.get(&urls::archive(circle.group.id)).await;
    ann.send(&page.form_with_button("Take it out")).await;
    circle.tickets.clear();
    circle.print(&house, 8).await;
    circle.seats(&house, &["Kim"]).await;
    house.hour().await;
    let begun = rows(&house.app.database).await;
    assert_eq!((begun["ticket"].len(), begun["pouch"].len()), (8, 1));
    let session = circle.open(&house).await;
    let holder = Holder {
        key: MemberKey::fresh(&house.app.random),
        ticket: Ticket::parse(&circle.tickets[0]),
    };
    let cast = app::sealed::casting::cast(&house.app, &circle.group, &holder, Default::default());
    assert!(matches!(cast.await, Ok(Ok(()))), "a new member answers");
    circle.close(&house, &session).await;
    let ann = house.sign_in("ann@example.org").await;
    let dashboard = ann.get(&urls::group(circle.group.id)).await;
    assert!(
        dashboard.says("Sessions 3 to 4: not shown"),
        "{}",
        dashboard.text()
    );
}

async fn led(house: &House, release_window: i32) -> (Circle, Person) {
    let ann = house.hire("ann@example.org", Role::Therapist).await;
    let circle = Circle::of(house, 8, release_window, &[ann]).await;
    (circle, house.sign_in("ann@example.org").await)
}

async fn planned(house: &House, circle: &mut Circle, sessions: i32) {
    let row = group::ActiveModel {
        id: Set(circle.group.id),
        planned_sessions: Set(sessions),
        ..Default::default()
    };
    let row = row.update(&house.app.database.writer).await;
    circle.group = row.expect("the group");
}

async fn archive(ann: &Person, circle: &Circle) {
    let page = ann.get(&urls::archive(circle.group.id)).await;
    ann.send(&page.form_with_button("Put it into the archive"))
        .await;
}

/// Whether the group's page knows a key between sessions.
async fn knows(house: &House, circle: &Circle, key: &str) -> bool {
    let member = house.visitor();
    let door = member.get(&circle.address()).await.form("/key");
    member.send(&door.with("key", key)).await.status == 200
}

async fn sessions(house: &House) -> Vec<session::Model> {
    session::Entity::find()
        .order_by_asc(session::Column::Number)
        .all(&house.app.database.reader)
        .await
        .expect("sessions")
}
