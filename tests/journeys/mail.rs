//! E-mails to staff without a mail server: what they say, to whom they go and to whom not.

use app::entities::mail::{self, Model, State};
use app::entities::staff::Role;
use app::entities::{group_therapist, session};
use app::urls::{self, route};
use jiff::{SignedDuration, ToSpan};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use tests::circle::Circle;
use tests::house::House;
use tests::on_both_databases;
use tests::post_office::{Letter, letters};

on_both_databases!(
    a_report_that_is_ready_is_told_once,
    therapists_are_reminded_once_a_session,
    nobody_is_reminded_needlessly,
    what_came_to_its_end_is_removed_after_thirty_days,
    a_name_of_any_kind_stays_one_line,
);

/// What lies in the folder beside the database.
pub fn written(house: &House) -> Vec<Letter> {
    letters(&house.folder.path().join("mail"))
}

async fn states(house: &House) -> Vec<(mail::Kind, State)> {
    let rows = mail::Entity::find().all(&house.app.database.reader).await;
    let rows = rows.expect("the database answers");
    rows.iter().map(|row| (row.kind, row.state)).collect()
}

/// Lets a report be ready for somebody.
pub async fn ready(house: &House, report: i64, who: i64) {
    let tx = house.app.database.begin().await.expect("a transaction");
    let told = Model::report_ready(report, who, house.app.clock.now(), &tx).await;
    told.expect("the database answers");
    tx.commit().await.expect("it is written");
}

async fn a_report_that_is_ready_is_told_once(house: House) {
    let sue = house.hire("sue@example.org", Role::Supervisor).await;
    ready(&house, 77, sue).await;
    ready(&house, 77, sue).await;
    house.post().await;
    ready(&house, 77, sue).await;
    house.post().await;
    let all = written(&house);
    assert_eq!(all.len(), 1, "{all:#?}");
    let letter = &all[0];
    assert_eq!(letter.header("To").as_deref(), Some("sue@example.org"));
    assert_eq!(
        letter.header("From").as_deref(),
        Some("\"Riverside Clinic\" <chorus@127.0.0.1>")
    );
    assert_eq!(
        letter.header("Subject").as_deref(),
        Some("A report is ready")
    );
    assert_eq!(
        letter.header("Date").as_deref(),
        Some("Tue, 24 Mar 2026 19:30:00 +0000")
    );
    assert_eq!(
        letter.header("Auto-Submitted").as_deref(),
        Some("auto-generated")
    );
    assert_eq!(
        letter.header("Message-ID"),
        Some(format!("<report-77-{sue}@127.0.0.1>"))
    );
    assert_eq!(
        letter.header("Content-Type").as_deref(),
        Some("text/plain; charset=utf-8")
    );
    assert_eq!(
        letter.header("Content-Transfer-Encoding").as_deref(),
        Some("quoted-printable")
    );
    assert!(letter.raw.is_ascii() && letter.raw.lines().all(|line| line.len() <= 78));
    let words = letter.words();
    assert!(words.contains("“Your e-mails”"), "{words}");
    let link = format!("{}{}", house.address, urls::scope_report(77));
    assert!(words.contains(&format!("\n{link}\n")), "{words}");
    let page = house.visitor().get(&link).await;
    assert!(page.address.starts_with("/sign-in"), "{}", page.address);

    ready(&house, 78, sue).await;
    house.post().await;
    assert_eq!(written(&house).len(), 2, "another report is another e-mail");
}

async fn therapists_are_reminded_once_a_session(house: House) {
    let ann = house.hire("ann@example.org", Role::Therapist).await;
    let ben = house.hire("ben@example.org", Role::Therapist).await;
    let circle = Circle::named(&house, "Grief after suicide", &[ann, ben]).await;
    let open = circle.open(&house).await;
    house.later(59.minutes().try_into().expect("a time")).await;
    house.post().await;
    assert!(written(&house).is_empty(), "it is too early");
    house.later(SignedDuration::from_mins(1)).await;
    house.post().await;
    house.later(SignedDuration::from_mins(5)).await;
    house.post().await;
    let all = written(&house);
    let mut to: Vec<String> = all
        .iter()
        .filter_map(|letter| letter.header("To"))
        .collect();
    to.sort();
    assert_eq!(to, ["ann@example.org", "ben@example.org"]);
    for letter in &all {
        let words = letter.words();
        assert!(
            words.contains("until the session closes,\non Wednesday 25 March at 07:00 GMT"),
            "{words}"
        );
        for name in ["Grief", "suicide", "depression"] {
            assert!(
                !letter.raw.contains(name) && !words.contains(name),
                "{words}"
            );
        }
        let page = urls::session(circle.group.id, open.id);
        assert!(
            words.contains(&format!("{}{page}", house.address)),
            "{words}"
        );
    }

    // The link asks for signing in, and leads back.
    let page = urls::session(circle.group.id, open.id);
    let asked = house.visitor().get(&page).await;
    assert!(asked.address.contains(&page), "{}", asked.address);
    let ann = house.sign_in("ann@example.org").await;
    let form = ann.get(&page).await.form(&page);
    ann.send(&form.with("topic", "Letters").with("present", "7"))
        .await;
    circle.close(&house, &open).await;
    house.later(SignedDuration::from_hours(12)).await;
    circle.open(&house).await;
    house.later(SignedDuration::from_hours(2)).await;
    house.post().await;
    assert_eq!(
        written(&house).len(),
        4,
        "another session, another reminder"
    );
}

async fn nobody_is_reminded_needlessly(house: House) {
    let id = house.hire("ann@example.org", Role::Therapist).await;
    let ann = house.sign_in("ann@example.org").await;
    let described = Circle::of(&house, 8, 1, &[id]).await;
    let cancelled = Circle::of(&house, 8, 1, &[id]).await;
    let halfway = Circle::of(&house, 8, 1, &[id]).await;
    let taken_away = Circle::of(&house, 8, 1, &[id]).await;
    for circle in [&described, &cancelled, &halfway, &taken_away] {
        circle.open(&house).await;
    }
    let describe = async |circle: &Circle, topic: &str, present: &str| {
        let found = session::Entity::find()
            .filter(session::Column::GroupId.eq(circle.group.id))
            .one(&house.app.database.reader)
            .await;
        let session = found.expect("the database answers").expect("a session");
        let page = urls::session(circle.group.id, session.id);
        let form = ann.get(&page).await.form(&page);
        ann.send(&form.with("topic", topic).with("present", present))
            .await;
        session
    };
    describe(&described, "Sleep", "6").await;
    let gone = describe(&cancelled, "", "").await;
    let cancel = ann
        .get(&urls::cancel_session(cancelled.group.id, gone.id))
        .await;
    ann.send(&cancel.form("cancel")).await;
    let lacking = describe(&halfway, "Sleep", "").await;
    let lost = describe(&taken_away, "", "7").await;
    group_therapist::Entity::delete_by_id((taken_away.group.id, id))
        .exec(&house.app.database.writer)
        .await
        .expect("the group is somebody else's now");
    house.later(SignedDuration::from_mins(61)).await;
    house.post().await;
    let all = written(&house);
    assert_eq!(all.len(), 1, "{all:#?}");
    assert!(all[0].words().contains(&lacking.id.to_string()));

    // What is entered while a reminder waits makes it needless; so does the close.
    let writer = &house.app.database.writer;
    let now = house.app.clock.now();
    for session in [&described, &taken_away] {
        let found = session::Model::open_of(session.group.id, &house.app.database.reader).await;
        let session = found.expect("it answers").expect("open");
        Model::remind(session.id, id, now, writer)
            .await
            .expect("it waits");
    }
    house.post().await;
    assert_eq!(written(&house).len(), 1);
    halfway.close(&house, &lacking).await;
    Model::remind(lost.id, id, now, writer)
        .await
        .expect("it is there");
    house.post().await;
    assert_eq!(written(&house).len(), 1);
    let dropped = states(&house).await;
    let dropped = dropped.iter().filter(|(_, state)| *state == State::Dropped);
    assert_eq!(dropped.count(), 2);
}

async fn what_came_to_its_end_is_removed_after_thirty_days(house: House) {
    let sue = house.hire("sue@example.org", Role::Supervisor).await;
    ready(&house, 1, sue).await;
    house.post().await;
    house.later(SignedDuration::from_hours(30 * 24 - 1)).await;
    ready(&house, 2, sue).await;
    house.post().await;
    house.hour().await;
    assert_eq!(written(&house).len(), 2, "a month is not over");
    house.later(SignedDuration::from_hours(2)).await;
    house.hour().await;
    let kept = written(&house);
    assert_eq!(kept.len(), 1, "{kept:#?}");
    assert!(kept[0].raw.contains("report-2-"));
    assert_eq!(states(&house).await.len(), 1);
}

async fn a_name_of_any_kind_stays_one_line(house: House) {
    let sue = house.hire("sue@example.org", Role::Supervisor).await;
    // What no page lets in, but the command line might.
    let strange = house
        .hire("x@e.org\r\nBcc: all@example.org", Role::Supervisor)
        .await;
    let organisation = app::entities::organisation::Model {
        name: "  Klinik\r\nBcc: everybody@example.org\n\u{202E}שלום 🙂 \"Zoë\" <b@example.org>"
            .into(),
        ..house.app.organisation().row.clone()
    };
    let saved = organisation.save(&house.app.database.writer).await;
    saved.expect("the database answers");
    house.app.renew().await.expect("the database answers");
    ready(&house, 1, sue).await;
    ready(&house, 1, strange).await;
    house.post().await;
    let all = written(&house);
    assert_eq!(all.len(), 1, "an address that is none gets nothing");
    let letter = &all[0];
    assert_eq!(
        letter.headers(),
        [
            "From",
            "Auto-Submitted",
            "To",
            "Subject",
            "Date",
            "Message-ID",
            "MIME-Version",
            "Content-Type",
            "Content-Transfer-Encoding"
        ]
    );
    let from = letter.header("From").expect("a sender");
    assert!(
        from.ends_with("<chorus@127.0.0.1>") && from.is_ascii(),
        "{from}"
    );
    let words = letter.words();
    assert!(
        words.contains(
            "Sent by Chorus for Klinik Bcc: everybody@example.org שלום 🙂 \"Zoë\" <b@exampl"
        ),
        "{words}"
    );
    let adam = house.staff("adam@example.org", Role::Administrator).await;
    let page = adam.get(route::MAIL).await;
    assert!(
        page.says("The address of this person cannot be used"),
        "{}",
        page.text()
    );
}
