//! The pages about e-mail: whoever wants none gets none, and an administrator sees whether it works.

use app::entities::mail::Model;
use app::entities::staff::{self, Role};
use app::entities::{group_therapist, session};
use app::urls::route;
use jiff::SignedDuration;
use sea_orm::EntityTrait;
use tests::circle::Circle;
use tests::house::House;
use tests::on_both_databases;

use crate::mail::{ready, written};

on_both_databases!(
    whoever_wants_no_e_mail_gets_none,
    an_administrator_sees_whether_e_mail_works,
);

async fn whoever_wants_no_e_mail_gets_none(house: House) {
    let ann = house.hire("ann@example.org", Role::Therapist).await;
    let ben = house.hire("ben@example.org", Role::Therapist).await;
    let circle = Circle::of(&house, 8, 1, &[ann, ben]).await;
    let person = house.sign_in("ann@example.org").await;
    let page = person.get("/groups").await;
    let account = person.get(&page.link("ann")).await;
    let mine = person
        .get(&account.link("What you are told by e-mail"))
        .await;
    assert!(mine.says("They go to ann@example.org."), "{}", mine.text());
    let form = mine.form(route::MY_MAILS);
    assert_eq!(form.choices("kind"), ["reminder"]);
    assert_eq!(
        form.value("kind"),
        Some("reminder"),
        "it is wanted at first"
    );
    let saved = person.send(&form.without("kind")).await;
    assert!(saved.says("Saved."), "{}", saved.text());
    let kept = saved.form(route::MY_MAILS);
    assert_eq!(kept.value("kind"), None, "it stays as it was saved");

    circle.open(&house).await;
    staff::Entity::delete_by_id(ben)
        .exec(&house.app.database.writer)
        .await
        .expect_err("ben still leads a group");
    house.later(SignedDuration::from_mins(61)).await;
    let writer = &house.app.database.writer;
    let session = session::Model::open_of(circle.group.id, &house.app.database.reader).await;
    let session = session.expect("it answers").expect("open");
    let now = house.app.clock.now();
    Model::remind(session.id, ben, now, writer)
        .await
        .expect("it waits");
    group_therapist::Entity::delete_by_id((circle.group.id, ben))
        .exec(writer)
        .await
        .expect("ben leaves");
    let gone = staff::Entity::delete_by_id(ben).exec(writer).await;
    gone.expect("an account goes with what waits for it");
    house.post().await;
    assert!(written(&house).is_empty(), "{:#?}", written(&house));

    let sue = house.hire("sue@example.org", Role::Supervisor).await;
    let person = house.sign_in("sue@example.org").await;
    let form = person.get(route::MY_MAILS).await.form(route::MY_MAILS);
    assert_eq!(form.choices("kind"), ["report"]);
    ready(&house, 5, sue).await;
    house.post().await;
    assert_eq!(written(&house).len(), 1);
    let none = person.send(&form.without("kind")).await;
    ready(&house, 6, sue).await;
    house.post().await;
    assert_eq!(written(&house).len(), 1, "she has switched it off");
    let form = none.form(route::MY_MAILS).with("kind", "report");
    person.send(&form).await;
    ready(&house, 7, sue).await;
    house.post().await;
    assert_eq!(written(&house).len(), 2, "and on again");
    let adam = house.staff("adam@example.org", Role::Administrator).await;
    assert!(
        adam.get(route::MY_MAILS)
            .await
            .says("Administrators get no e-mails")
    );
}

async fn an_administrator_sees_whether_e_mail_works(house: House) {
    let sue = house.hire("sue@example.org", Role::Supervisor).await;
    let adam = house.staff("adam@example.org", Role::Administrator).await;
    let service = adam.get(route::SERVICE).await;
    let page = adam.get(&service.link("Look at e-mail")).await;
    let folder = house.folder.path().join("mail");
    for words in [
        "No e-mail was sent in the last 30 days",
        "Nothing waits.",
        "everything got through",
        &folder.display().to_string(),
    ] {
        assert!(page.says(words), "{words}: {}", page.text());
    }

    // Where the folder should be, something is in the way.
    std::fs::write(&folder, "in the way").expect("written");
    ready(&house, 1, sue).await;
    house.post().await;
    let page = adam.get(route::MAIL).await;
    for words in [
        "E-mail does not work now The folder cannot be written to.",
        "Notice of a report to sue",
        "Tried once. Next on Tuesday 24 March at 19:31 GMT.",
    ] {
        assert!(page.says(words), "{words}: {}", page.text());
    }
    let failed = adam.send(&page.form_with_button("Send a test to me")).await;
    assert!(
        failed.says("The test did not get through"),
        "{}",
        failed.text()
    );

    // Once it is put right, a test shows it, and what waited goes at once.
    std::fs::remove_file(&folder).expect("removed");
    house.later(SignedDuration::from_secs(1)).await;
    let works = adam
        .send(&failed.form_with_button("Send a test to me"))
        .await;
    for words in [
        "The test lies in the folder.",
        "E-mail works The last one was written on Tuesday 24 March at 19:30 GMT.",
    ] {
        assert!(works.says(words), "{words}: {}", works.text());
    }
    house.post().await;
    let subjects: Vec<_> = written(&house)
        .iter()
        .filter_map(|letter| letter.header("Subject"))
        .collect();
    assert_eq!(
        subjects,
        [
            "A report is ready",
            "A test from Chorus",
            "A test from Chorus"
        ]
    );
    assert!(adam.get(route::MAIL).await.says("Nothing waits."));

    let sue = house.sign_in("sue@example.org").await;
    assert_eq!(sue.get(route::MAIL).await.status, 404);
    assert_eq!(sue.post(route::TEST_MAIL, &[]).await.status, 404);
}
