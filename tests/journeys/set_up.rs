//! The first day of a clinic: an empty database, a link, and a short sequence that is never shown again.

use app::urls;
use tests::circle::Circle;
use tests::databases::Kind;
use tests::house::{House, PASSWORD};
use tests::page::Page;
use tests::person::Person;
use tests::rows::rows;
use tests::tools::about_pdf;

mod a_clinic_is_set_up_in_one_sitting_or_two {
    use super::*;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn on_sqlite() {
        set_up(House::start_new(Kind::Sqlite).await).await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn on_postgresql() {
        set_up(House::start_new(Kind::Postgres).await).await;
    }
}

/// Sends the page's one form, with `fields` filled in.
async fn fill(who: &Person, page: &Page, fields: &[(&str, &str)]) -> Page {
    let mut form = page.form_with_button("Continue");
    for (name, value) in fields {
        form = form.with(name, value);
    }
    who.send(&form).await
}

async fn set_up(house: House) {
    let welcome = house.visitor().get("/").await;
    assert!(welcome.says("is being set up"), "{}", welcome.text());
    let guess = urls::first_account("aaaaaaaaaaaaaaaaaaaaaaaaaa");
    assert_eq!(house.visitor().get(&guess).await.status, 404);

    let link = urls::first_account(house.app.first_link.text());
    let ada = house.visitor();
    let page = ada.get(&link).await;
    let short = [
        ("name", "Ada"),
        ("email", "ada@clinic"),
        ("password", "short"),
    ];
    let refused = fill(&ada, &page, &short).await;
    assert_eq!(refused.status, 422);
    assert!(refused.says("like ann@example.org") && refused.says("at least 15 characters"));
    assert!(refused.body().contains("value=\"Ada\"") && !refused.body().contains("short\""));
    let account = [("email", "ada@example.org"), ("password", PASSWORD)];
    let key = fill(&ada, &refused, &account).await;
    assert!(key.says("Step 2 of 7"), "{}", key.text());

    // The link made its one account; whoever finds it now is asked to sign in.
    let late = house.visitor().get(&link).await;
    assert!(late.address.starts_with("/sign-in"), "{}", late.address);
    let again = house.visitor().post(&link, &pairs(&short)).await;
    assert_ne!(again.status, 200);
    assert_eq!(rows(&house.app.database).await["staff"].len(), 1);

    // The key: a copy that opens what the file opens, and no way on without it.
    let file = ada
        .send(&key.form_with_button("Download the key file"))
        .await;
    assert!(
        file.header("content-disposition")
            .is_some_and(|name| name.contains("chorus.key"))
    );
    let text = file.body();
    let on_disk = std::fs::read_to_string(house.folder.path().join("chorus.key")).expect("a key");
    assert_eq!(text.trim(), on_disk.trim());
    let wrong = fill(&ada, &key, &[("end", "00000g")]).await;
    assert_eq!(
        (wrong.status, wrong.says("not the last six characters")),
        (422, true)
    );
    let address = fill(&ada, &wrong, &[("end", &text[58..])]).await;
    assert!(address.says("Step 3 of 7"), "{}", address.text());
    let twice = ada
        .send(&key.form_with_button("Download the key file"))
        .await;
    assert_eq!(twice.status, 404, "it is given once");

    // Left here, the set-up goes on here: for whoever signs in, and on a program that was started again.
    let ada = house.visitor();
    let form = ada.get("/sign-in").await.form("sign-in");
    let back = ada
        .send(
            &form
                .with("email", "ada@example.org")
                .with("password", PASSWORD),
        )
        .await;
    assert!(back.says("Step 3 of 7"), "{}", back.text());
    assert_eq!(
        back.form_with_button("Continue").value("public_address"),
        Some(house.address.as_str())
    );

    let none = fill(
        &ada,
        &back,
        &[("public_address", "clinic"), ("time_zone", "")],
    )
    .await;
    for message in [
        "Enter a name",
        "Enter https:// and a name",
        "Say how browsers reach Chorus",
        "Choose a time zone",
    ] {
        assert!(none.says(message), "{message}: {}", none.text());
    }
    let fields = [
        ("name", "Riverside"),
        ("public_address", &house.address),
        ("time_zone", "Europe/London"),
        ("paper", "letter"),
    ];
    let unlike = fill(&ada, &none, &[&fields[..], &[("https", "proxy")]].concat()).await;
    assert!(unlike.says("With https the address begins with https://"));
    let missing = [
        ("https", "files"),
        ("public_address", "https://chorus.example.org"),
        ("certificate", "/nowhere"),
    ];
    let missing = fill(&ada, &unlike, &missing).await;
    assert!(
        missing.says("The certificate file cannot be read"),
        "{}",
        missing.text()
    );
    let support = fill(
        &ada,
        &missing,
        &[&fields[..], &[("https", "none")]].concat(),
    )
    .await;
    assert!(support.says("Step 4 of 7"), "{}", support.text());

    // Nobody can open a session before members have somebody to turn to.
    let circle = Circle::of(&house, 8, 1, &[]).await;
    let day = house.app.today();
    let closes = app::jobs::default_closing(day, &house.app.zone()).expect("a morning");
    let opened = app::sealed::opening::open(&house.app, circle.group.id, day, closes).await;
    assert!(opened.expect("the database answers").is_err());

    let nobody = fill(&ada, &support, &[]).await;
    assert!(nobody.says("Enter at least one contact"));
    let silent = fill(
        &ada,
        &nobody,
        &[("name-2", "Samaritans"), ("telephone-2", "ask")],
    )
    .await;
    assert!(silent.says("Enter when somebody answers") && silent.says("Enter a number to dial"));
    let contact = [
        ("telephone-2", "116 123"),
        ("hours-2", "Day or night"),
        ("danger_number", "999"),
    ];
    let information = fill(&ada, &silent, &contact).await;
    assert!(information.says("Step 5 of 7") && information.says("What we cannot promise"));
    let own = "Riverside asks.\n\nCall Jo on 555 <b>0100</b>.";
    let rules = fill(&ada, &information, &[("information", own)]).await;
    assert!(rules.says("Step 6 of 7"), "{}", rules.text());
    let low = fill(
        &ada,
        &rules,
        &[("quorum", "4"), ("retention", "0"), ("reports", "x")],
    )
    .await;
    assert!(
        low.says("from 5 to 20") && low.says("or leave it empty") && low.says("from 1 to 1200")
    );
    let ready = fill(
        &ada,
        &low,
        &[("quorum", "6"), ("retention", ""), ("reports", "24")],
    )
    .await;
    assert!(
        ready.says("Chorus is ready") && ready.says("from 6 answers on"),
        "{}",
        ready.text()
    );

    // It is not shown again, and what was decided holds.
    let groups = ada.get("/groups").await;
    assert_eq!(groups.address, "/groups");
    let sheet = house
        .visitor()
        .get(&urls::information(&circle.group.code))
        .await;
    assert!(sheet.says("Riverside asks.") && sheet.body().contains("555 &lt;b&gt;0100"));
    assert!(sheet.says("If fewer than six people answer") && sheet.says("116 123"));

    // Later an administrator changes it, and nobody else does.
    let page = ada
        .get(&ada.get("/service").await.link("Support contacts"))
        .await;
    let saved = ada
        .send(&page.form_with_button("Save").with("telephone-1", "116 124"))
        .await;
    assert!(
        saved.says("Saved")
            && house.app.organisation().support[0].telephone.as_deref() == Some("116 124")
    );
    let ann = house
        .staff("ann@example.org", app::entities::staff::Role::Therapist)
        .await;
    printed_on_letter(&ann).await;
    for address in [
        "/service/key",
        "/service/address",
        "/service/support",
        "/service/information",
        "/service/rules",
        "/set-up",
    ] {
        assert_eq!(ann.get(address).await.status, 404, "{address}");
    }
    assert_eq!(ann.post("/service/key/file", &[]).await.status, 404);
}

/// Makes a group and prints its tickets, on the paper that was chosen.
async fn printed_on_letter(ann: &Person) {
    let fields = [
        ("name", "Tuesday"),
        ("focus", "loss"),
        ("weekday", "2"),
        ("ends_at", "19:30"),
    ];
    let page = ann.get("/groups/new").await;
    let form = fields
        .iter()
        .fold(page.form("/groups/new"), |form, (name, value)| {
            form.with(name, value)
        });
    let dashboard = ann.send(&form).await;
    let tickets = format!("{}/tickets", dashboard.address);
    let sheet = ann.send(&ann.get(&tickets).await.form(&tickets)).await;
    let about = about_pdf(&sheet.bytes);
    assert!(about.contains("612 x 792 pts (letter)"), "{about}");
}

fn pairs(fields: &[(&str, &str)]) -> Vec<(String, String)> {
    fields
        .iter()
        .map(|(name, value)| ((*name).into(), (*value).into()))
        .collect()
}
