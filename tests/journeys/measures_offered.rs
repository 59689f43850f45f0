//! Which measures groups may choose: licences that are accepted or no longer, measures taken out of the choice, and newer
//! versions that a therapist takes up.

use app::entities::staff::Role;
use app::urls;
use tests::circle::Circle;
use tests::house::House;
use tests::on_both_databases;
use tests::own_measure::{OURS, put_in};
use tests::page::Page;

on_both_databases!(
    measures_for_non_commercial_use_are_off_until_their_licences_are_accepted,
    a_measure_is_taken_out_of_the_choice_and_back,
    a_newer_version_is_asked_from_the_next_session_on_once_a_therapist_takes_it_up,
);

async fn measures_for_non_commercial_use_are_off_until_their_licences_are_accepted(house: House) {
    let (admin, ann) = (
        house.staff("admin@example.org", Role::Administrator).await,
        house.staff("ann@example.org", Role::Therapist).await,
    );
    let offered = |page: &Page| page.form("/groups/new").choices("measure");
    assert!(!offered(&ann.get("/groups/new").await).contains(&"who-5:1".to_owned()));
    assert!(
        ann.get("/measures")
            .await
            .says("An administrator can switch them on")
    );
    assert_eq!(ann.post("/service/non-commercial", &[]).await.status, 404);
    let form = admin.get("/measures").await.form("/service/non-commercial");
    let on = admin.send(&form.with("accepted", "yes")).await;
    assert!(on.says("non-commercial use are switched on"));
    assert!(ann.get("/measures/who-5").await.says("CC BY-NC-SA 3.0 IGO"));
    let choices = offered(&ann.get("/groups/new").await);
    assert!(choices.contains(&"who-5:1".to_owned()));
    assert!(
        !choices.contains(&"core-10:1".to_owned()),
        "it asks about suicide"
    );

    // A group that is asked one goes on, and everybody is told.
    let made = ann
        .send(
            &ann.get("/groups/new")
                .await
                .form("/groups/new")
                .with("name", "Evenings")
                .with("focus", "wellbeing")
                .with("measure", "who-5:1")
                .with("weekday", "7")
                .with("ends_at", "23:00"),
        )
        .await;
    let off = admin.send(&on.form("/service/non-commercial")).await;
    assert!(off.says("use are switched off. No group can choose one any more."));
    assert!(off.says("Asked in these groups: Evenings. They go on."));
    for role in [Role::Therapist, Role::Supervisor] {
        let other = house.staff(&format!("{role:?}@example.org"), role).await;
        assert!(!other.get("/measures").await.says("Evenings"), "{role:?}");
    }
    let told = ann.get(&made.address).await;
    assert!(
        told.says("“WHO-5” is for non-commercial use only and was switched off here"),
        "{}",
        told.text()
    );
    let settings = ann.get(&format!("{}/settings", made.address)).await;
    assert!(
        settings.says("(WHO-5), no longer offered"),
        "{}",
        settings.text()
    );
    let page = ann.get(&told.link("About it")).await;
    assert!(page.says("It is for non-commercial use only, and switched off here"));
    assert!(page.says("CC BY-NC-SA 3.0 IGO") && !page.says("Groups may be asked this"));
}

async fn a_measure_is_taken_out_of_the_choice_and_back(house: House) {
    let admin = house.staff("admin@example.org", Role::Administrator).await;
    let page = put_in(&admin, OURS.as_bytes(), &[]).await;
    let out = admin
        .send(&page.form_with_button("Offer it no longer"))
        .await;
    assert!(out.says("It is not offered any more") && !out.says("Groups may be asked this"));
    let ann = house.staff("ann@example.org", Role::Therapist).await;
    let offered = |page: &Page| page.form("/groups/new").choices("measure");
    assert!(!offered(&ann.get("/groups/new").await).contains(&"calm:1".to_owned()));
    assert!(ann.get("/measures").await.says("No longer offered"));
    admin.send(&out.form_with_button("Offer it again")).await;
    assert!(offered(&ann.get("/groups/new").await).contains(&"calm:1".to_owned()));
    // Whoever puts the same file in again wants it offered.
    admin
        .send(&page.form_with_button("Offer it no longer"))
        .await;
    let again = put_in(&admin, OURS.as_bytes(), &[]).await;
    assert!(again.says("It is offered again") && again.says("Groups may be asked this"));
    assert!(offered(&ann.get("/groups/new").await).contains(&"calm:1".to_owned()));
    assert_eq!(ann.post("/measures/calm/choice", &[]).await.status, 404);
    assert_eq!(admin.post("/measures/phq-8/choice", &[]).await.status, 404);
}

async fn a_newer_version_is_asked_from_the_next_session_on_once_a_therapist_takes_it_up(
    house: House,
) {
    let admin = house.staff("admin@example.org", Role::Administrator).await;
    put_in(&admin, OURS.as_bytes(), &[]).await;
    let ann = house.hire("ann@example.org", Role::Therapist).await;
    let circle = Circle::of(&house, 5, 1, &[ann]).await;
    let asked = async || {
        let found = Circle::found(&house, circle.group.id).await;
        found.group.outcomes.to_string()
    };
    let settings = urls::settings(circle.group.id);
    let ann = house.sign_in("ann@example.org").await;
    let form = ann.get(&settings).await.form("/settings");
    ann.send(&form.with("measure", "calm:1")).await;
    let session = circle.open(&house).await;
    circle.close(&house, &session).await;

    let newer = OURS.replace("version = 1", "version = 2");
    let newer = newer.replace("How calm are you?", "How calm were you?");
    put_in(&admin, newer.as_bytes(), &[]).await;
    let ann = house.sign_in("ann@example.org").await;
    let page = ann.get(&settings).await;
    assert!(page.says("How calm we are, version 1") && page.says("How calm we are, version 2"));
    let form = page.form("/settings");
    assert_eq!(form.value("measure"), Some("calm:1"), "nobody took it up");
    let dashboard = ann.get(&urls::group(circle.group.id)).await;
    let told = "The group is asked version 1 of “How calm we are”. There is a newer one: Version 2";
    assert!(dashboard.says(told), "{}", dashboard.text());
    let asked_now = ann.get(&dashboard.link("About it")).await;
    assert!(asked_now.says("How calm are you?") && asked_now.says("This is version 1."));
    let file = ann
        .get(&asked_now.link("Download as FHIR Questionnaire"))
        .await;
    assert!(file.body().contains("How calm are you?"));
    let newest = ann.get(&asked_now.link("Version 2")).await;
    assert!(newest.says("How calm were you?") && newest.says("Groups may be asked this"));
    ann.send(&form.clone().with("name", "Calm evenings")).await;
    assert_eq!(asked().await, "1 calm:1");
    let saved = ann.send(&form.with("measure", "calm:2")).await;
    assert_eq!(asked().await, "1 calm:1; 2 calm:2");
    let said = "From session 2 on the group is asked “How calm we are, version 2”.";
    assert!(saved.says("Saved.") && saved.says(said), "{}", saved.text());
    assert!(!saved.says(told));
    let page = ann.get(&settings).await;
    assert!(!page.says("How calm we are, version 1"), "{}", page.text());
}
