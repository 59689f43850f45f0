//! Measures: staff read about each, an administrator puts in the clinic's own, and what is wrong with a file is said.

use app::entities::staff::Role;
use app::urls;
use tests::circle::Circle;
use tests::house::House;
use tests::on_both_databases;
use tests::own_measure::{OURS, put_in};
use tests::program::chorus;
use tests::rows::rows;

on_both_databases!(
    staff_read_what_a_measure_asks_and_what_of_it_nobody_checked,
    a_clinic_puts_in_its_own_measure_and_a_group_is_asked_it,
    every_fault_of_a_file_is_said_and_nothing_is_kept,
);

async fn staff_read_what_a_measure_asks_and_what_of_it_nobody_checked(house: House) {
    for role in [Role::Therapist, Role::Supervisor, Role::Administrator] {
        let who = house.staff(&format!("{role:?}@example.org"), role).await;
        let list = who.get("/measures").await;
        assert!(list.says("Patient Health Questionnaire-8") && list.says("not for groups"));
        assert!(
            list.says("They are switched off")
                && list.says("PHQ-8 · 8 questions · 3 facts not yet")
        );
        let phq = who.get("/measures/phq-8").await;
        for words in [
            "Little interest or pleasure in doing things",
            "Not at all (0), Several days (1)",
            "The sum of items 1 to 8, from 0 to 24. Lower is better.",
            "One item may be left blank",
            "10 to 14",
            "10 or more counts as a case",
            "by analogy with the PHQ-9 of NHS Talking Therapies. Not yet verified",
            "educational grant from Pfizer",
            "3 facts on this page are marked “not yet verified”",
        ] {
            assert!(phq.says(words), "{words}: {}", phq.text());
        }
        let nine = who.get("/measures/phq-9").await;
        assert!(nine.says("Groups are never asked this: item 9"));
        let who_five = who.get("/measures/who-5").await;
        assert!(who_five.says("switched off here") && !who_five.says("Groups may be asked this"));
        let file = who.get("/measures/gad-7/1/file").await;
        assert_eq!(file.header("content-type"), Some("application/fhir+json"));
        assert!(file.body().contains("\"resourceType\": \"Questionnaire\""));
    }
    assert_eq!(
        house.visitor().get("/measures").await.address,
        "/sign-in?next=/measures"
    );
}

async fn a_clinic_puts_in_its_own_measure_and_a_group_is_asked_it(house: House) {
    let admin = house.staff("admin@example.org", Role::Administrator).await;
    let added = put_in(&admin, OURS.as_bytes(), &[]).await;
    assert_eq!(added.address, "/measures/calm/1?added");
    assert!(added.says("It is here now"));
    assert!(added.says("The sum of items 1 to 2, from 0 to 20. Higher is better."));
    assert!(added.says("Groups may be asked this"));
    assert!(!added.says("Groups that are asked an earlier version"));
    // The same file again is no other version.
    let known = put_in(&admin, OURS.as_bytes(), &[]).await;
    assert_eq!(known.address, "/measures/calm/1?known");
    assert!(known.says("It was here already, word for word") && !known.says("It is here now"));
    let other = OURS.replace("How calm are you?", "How calm were you?");
    let refused = put_in(&admin, other.as_bytes(), &[]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.says("There is a version 1 of “calm” already that says something else"));
    let second = put_in(
        &admin,
        other.replace("version = 1", "version = 2").as_bytes(),
        &[],
    )
    .await;
    assert!(
        second.says("How calm were you?")
            && second.says("Groups that are asked an earlier version")
    );

    let ann = house.staff("ann@example.org", Role::Therapist).await;
    assert_eq!(ann.get("/service/measures").await.status, 404);
    let made = ann
        .send(
            &ann.get("/groups/new")
                .await
                .form("/groups/new")
                .with("name", "Calm evenings")
                .with("focus", "other")
                .with("measure", "calm:2")
                .with("weekday", "7")
                .with("ends_at", "23:00"),
        )
        .await;
    assert!(made.address.starts_with("/groups/"), "{}", made.text());
    let id: i64 = made
        .address
        .trim_start_matches("/groups/")
        .parse()
        .expect("a group");
    let mut circle = Circle::found(&house, id).await;
    circle.print(&house, 5).await;
    let session = circle.open(&house).await;
    for n in 0..5 {
        let member = house.visitor();
        let survey = member.get(&circle.ticket(n)).await;
        assert!(survey.says("How calm were you?") && survey.says("Riverside Clinic 2026"));
        assert!(survey.says("A whole number from 0 to 10. You may leave it empty."));
        let form = survey.form(&circle.group.code);
        assert_eq!(
            form.choices("calm-1").len(),
            12,
            "eleven steps, and not to say"
        );
        let wrong = form.clone().with("calm-1", "8");
        for typed in ["1e1", "7.5", "seven"] {
            let back = member.send(&wrong.clone().with("calm-2", typed)).await;
            assert_eq!(back.status, 422, "{typed}");
        }
        let back = member.send(&wrong.with("calm-2", "11")).await;
        assert_eq!(back.status, 422);
        let summary = "How many nights of ten did you sleep well? Type a whole number from 0 to 10";
        assert!(back.says(summary), "{}", back.text());
        let again = back.form(&circle.group.code);
        assert_eq!(again.value("calm-2"), Some("11"), "what was typed is kept");
        assert!(
            member
                .send(&again.with("calm-2", "7"))
                .await
                .says("Thank you")
        );
    }
    circle.close(&house, &session).await;
    let ann = house.sign_in("ann@example.org").await;
    let dashboard = ann.get(&urls::group(id)).await;
    assert!(
        dashboard.says("Calm") && dashboard.says("15"),
        "{}",
        dashboard.text()
    );
    let audit = house
        .staff("sue@example.org", Role::Supervisor)
        .await
        .get("/audit")
        .await;
    let deeds = audit.text().matches("A measure added").count();
    assert!(deeds == 2 && audit.says("calm, version 1") && audit.says("calm, version 2"));
}

async fn every_fault_of_a_file_is_said_and_nothing_is_kept(house: House) {
    let admin = house.staff("admin@example.org", Role::Administrator).await;
    let before = rows(&house.app.database).await;
    let wrong = OURS
        .replace("licence", "license")
        .replace("range = [0, 20]", "range = [0, 40]");
    let page = put_in(&admin, wrong.as_bytes(), &[]).await;
    assert_eq!(page.status, 422);
    for words in [
        "The file has 2 faults",
        "Line 4, license: there is no such field. Did you mean “licence”?",
        "Line 7, range: it says 0 to 40, but the answers give 0 to 20.",
    ] {
        assert!(page.says(words), "{words}: {}", page.text());
    }
    let suicidal = OURS.replace("How calm are you?", "Do you think of suicide?");
    assert!(
        put_in(&admin, suicidal.as_bytes(), &[])
            .await
            .says("Say “risk = true”")
    );
    for (file, words) in [
        (
            &b"id = \"caf\xe9\""[..],
            "The file is not text in UTF-8: byte 10",
        ),
        (
            b"{\"resourceType\": \"Patient\"}",
            "This is a FHIR Patient, not a Questionnaire",
        ),
        (b"", "The file is empty"),
    ] {
        assert!(put_in(&admin, file, &[]).await.says(words), "{words}");
    }
    let unsaid = br#"{"resourceType": "Questionnaire", "title": "Theirs", "item": [{"linkId": "1", "type": "integer",
        "text": "How many?", "extension": [
            {"url": "http://hl7.org/fhir/StructureDefinition/minValue", "valueInteger": 0},
            {"url": "http://hl7.org/fhir/StructureDefinition/maxValue", "valueInteger": 30}]}]}"#;
    let page = put_in(&admin, unsaid, &[]).await;
    assert!(
        page.says("Say below what it leaves out")
            && page.says("higher score is worse or better: the file cannot")
    );
    assert!(
        page.says("Say the licence: the file does not"),
        "{}",
        page.text()
    );
    let deep = format!("{}1", "{\"item\":[".repeat(5000));
    assert!(put_in(&admin, deep.as_bytes(), &[]).await.says("too deep"));
    let large = put_in(&admin, &vec![b' '; 520 * 1024], &[]).await;
    assert!(large.says("The file is larger than 512 KB"));
    let huge = put_in(&admin, &vec![b' '; 10 * 1024 * 1024], &[]).await;
    assert!(huge.says("The file is larger than 512 KB") && huge.says("Add a measure"));
    let form = admin.get("/service/measures").await;
    assert!(!form.says("larger than 512 KB"), "{}", form.text());
    let built_in = OURS.replace("\"calm\"", "\"phq-8\"");
    assert!(
        put_in(&admin, built_in.as_bytes(), &[])
            .await
            .says("Chorus itself uses “phq-8”")
    );
    let after = rows(&house.app.database).await;
    assert_eq!(before["own_measure"], after["own_measure"]);
    assert_eq!(before["audit"], after["audit"]);
}

#[tokio::test]
async fn the_command_line_says_what_a_file_would_be_or_every_fault_of_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let file = folder.path().join(name);
        std::fs::write(&file, text).expect("a file");
        file.display().to_string()
    };
    let check = async |file: &str, more: &[&str]| {
        let arguments = [&["measures", "check", file], more].concat();
        chorus(folder.path(), &arguments).await
    };
    let ours = check(&write("ours.toml", OURS), &[]).await;
    assert_eq!(ours.status, 0, "{ours:?}");
    let score = "How calm we are: The sum of items 1 to 2, from 0 to 20. Higher is better.";
    assert!(ours.output.contains(score) && ours.output.contains("Groups may be asked this."));

    let wrong = OURS.replace("licence", "license").replace("20]", "40]");
    let wrong = check(&write("wrong.toml", &wrong), &[]).await;
    assert_eq!(wrong.status, 1);
    assert_eq!(wrong.output.lines().count(), 2, "{}", wrong.output);
    assert!(
        wrong
            .output
            .contains("Line 4, license: there is no such field.")
    );
    assert!(
        wrong
            .errors
            .contains("wrong.toml is not a measure yet: 2 faults")
    );

    assert!(
        ours.output
            .contains("2. How many nights of ten did you sleep well?\n   A whole number")
    );

    let exported = chorus(folder.path(), &["measures", "export", "gad-7"]).await;
    assert_eq!(
        check(&write("gad-7.json", &exported.output), &[])
            .await
            .status,
        0
    );
    let option = |value: u8, text: &str| {
        let coding = format!(r#"{{"code": "{value}", "display": "{text}"}}"#);
        format!(r#"{{"valueCoding": {coding}}}"#)
    };
    let options = [option(0, "No"), option(1, "Yes")].join(", ");
    let item = format!(
        r#"{{"linkId": "1", "type": "choice", "text": "Well?", "answerOption": [{options}]}}"#
    );
    let theirs = format!(
        r#"{{"resourceType": "Questionnaire", "id": "theirs", "title": "Theirs", "item": [{item}]}}"#
    );
    let theirs = write("theirs.json", &theirs);
    let unsaid = check(&theirs, &[]).await;
    assert!(
        unsaid
            .output
            .contains("`--higher-is worse` or `--higher-is better`")
    );
    let said = check(&theirs, &["--licence", "ours", "--higher-is", "better"]).await;
    assert_eq!(said.status, 0, "{said:?}");
}
