//! A member's own progress, for whoever has the key: read, taken along, and forgotten.

use app::entities::staff::Role;
use app::urls;
use serde_json::Value;
use tests::circle::Circle;
use tests::house::House;
use tests::on_both_databases;
use tests::page::Page;
use tests::person::Person;
use tests::tools::text_of_pdf;

on_both_databases!(
    own_scores_open_with_the_key_only,
    a_phone_shows_progress_only_where_it_was_told_to,
    own_scores_are_taken_along,
    a_plan_is_read_by_its_owner,
    a_plan_is_shown_where_its_owner_chose,
    whoever_wants_it_is_forgotten,
);

async fn own_scores_open_with_the_key_only(house: House) {
    let mut circle = Circle::of(&house, 8, 1, &[]).await;
    let keys = circle.past(&house, 8, 6).await;
    let own = urls::own(&circle.group.code);
    let member = house.visitor();
    let ask = member.get(&own).await;
    assert!(ask.says("Your key opens it") && !ask.says("PHQ"));
    let empty = member.send(&ask.form("/own")).await;
    assert_eq!(
        (empty.status, empty.says("A key has 26 letters")),
        (422, true)
    );
    let wrong = member.send(&ask.form("/own").with("key", "abc")).await;
    assert_eq!(
        (wrong.status, wrong.says("A key has 26 letters")),
        (422, true)
    );
    let nobody = member
        .send(&ask.form("/own").with("key", &"0".repeat(26)))
        .await;
    assert_eq!((nobody.status, nobody.says("PHQ")), (404, false));

    let mine = open(&member, &circle, &keys[0]).await;
    assert!(
        mine.says("Depression (PHQ-8)") && mine.body().contains("<svg"),
        "{}",
        mine.text()
    );
    // Sessions 1, 4 and 8 asked for it; the answers of `Circle::past` add up to these.
    for row in [
        "27 January 2026 17 Moderately severe",
        "17 February 2026 17 Moderately severe",
        "17 March 2026 7 Mild",
    ] {
        assert!(mine.says(row), "{row} is not in {}", mine.text());
    }
    assert!(mine.says("better, by more than ticks vary by themselves"));
    assert!(mine.says("It is below the point from which clinics look closer"));
    let other = open(&house.visitor(), &circle, &keys[1]).await;
    assert_ne!(table(&mine), table(&other), "each their own");
    assert!(!mine.says("Tuesday group") && !mine.address.contains(&keys[0]));
    assert_eq!(mine.header("cache-control"), Some("no-store"));

    let fresh = Circle::of(&house, 8, 1, &[]).await;
    let elsewhere = open(&member, &fresh, &keys[0]).await;
    assert_eq!(elsewhere.status, 404, "a key of another group");
}

async fn a_phone_shows_progress_only_where_it_was_told_to(house: House) {
    let circle = Circle::of(&house, 8, 1, &[]).await;
    let session = circle.open(&house).await;
    let own = urls::own(&circle.group.code);
    let (mut phones, mut keys) = (Vec::new(), Vec::new());
    for n in 0..6 {
        let phone = house.visitor();
        let form = phone.get(&circle.ticket(n)).await.form_with_button("Send");
        let mut form = form.with("chorus-session-1", "3");
        for item in 1..=8 {
            form = form.with(&format!("phq-8-{item}"), "2");
        }
        let remember = phone.send(&form).await.form_with_button("Remember me");
        keys.push(remember.value("key").expect("a key").to_owned());
        let remember = if n == 0 {
            remember.with("own", "yes")
        } else {
            remember
        };
        phone.send(&remember).await;
        phones.push(phone);
    }
    assert!(
        !phones[0].get(&own).await.says("PHQ-8"),
        "nothing before the close"
    );
    circle.close(&house, &session).await;
    let shows = phones[0].get(&own).await;
    assert!(
        shows.says("16") && shows.says("moderately severe"),
        "{}",
        shows.text()
    );
    assert!(shows.says("A change can be seen from the second score on"));
    let asks = phones[1].get(&own).await;
    assert!(asks.says("Your key opens it") && !asks.says("PHQ-8"));
    let deed = [("sure".to_owned(), "yes".to_owned())];
    let not = phones[1]
        .post(&urls::forget_me(&circle.group.code), &deed)
        .await;
    assert!(
        not.says("Your key opens it"),
        "a phone alone forgets nobody"
    );

    let lent = open(&phones[1], &circle, &keys[2]).await;
    let done = forget(&phones[1], &lent).await;
    assert_eq!(done.header("set-cookie"), None, "it remembers another");
    assert_eq!(open(&phones[1], &circle, &keys[2]).await.status, 404);
    let done = forget(&phones[0], &shows).await;
    let cookie = done.header("set-cookie").expect("the phone forgets too");
    assert!(cookie.contains("Max-Age=0"));
    assert!(!phones[0].get(&own).await.says("PHQ-8"));
}

async fn own_scores_are_taken_along(house: House) {
    let mut circle = Circle::of(&house, 8, 1, &[]).await;
    let keys = circle.past(&house, 8, 6).await;
    let member = house.visitor();
    let mine = open(&member, &circle, &keys[0]).await;
    let pdf = member.send(&mine.form("/own/pdf")).await;
    assert_eq!(pdf.header("content-type"), Some("application/pdf"));
    assert_eq!(pdf.header("cache-control"), Some("no-store"));
    let name = pdf
        .header("content-disposition")
        .expect("a name")
        .to_owned();
    assert!(name.contains("scores.pdf"), "{name}");
    let text = text_of_pdf(&pdf.bytes);
    assert!(
        text.contains("My progress") && text.contains("On 17 March 2026 your score was 7"),
        "{text}"
    );
    for secret in [
        "Tuesday group",
        circle.group.code.as_str(),
        keys[0].as_str(),
    ] {
        assert!(!text.contains(secret), "{secret} is in the document");
    }
    let bundle = member.send(&mine.form("/own/fhir")).await;
    assert_eq!(bundle.header("content-type"), Some("application/fhir+json"));
    let read: Value = serde_json::from_slice(&bundle.bytes).expect("JSON");
    assert_eq!(read["resourceType"], "Bundle");
    assert_eq!(
        read["entry"].as_array().map(Vec::len),
        Some(6),
        "three scores, two entries each"
    );
    assert!(!bundle.body().contains(&circle.group.code) && !bundle.body().contains("Tuesday"));
    let stranger = house.visitor();
    let nothing = stranger.post(&urls::own_pdf(&circle.group.code), &[]).await;
    assert!(nothing.says("Your key opens it"), "no file without a key");
}

async fn a_plan_is_read_by_its_owner(house: House) {
    let mut circle = Circle::of(&house, 8, 1, &[]).await;
    let keys = circle.past(&house, 1, 6).await;
    let session = circle.open(&house).await;
    let member = house.visitor();
    let door = member.get(&circle.address()).await;
    let survey = member.send(&door.form("/key").with("key", &keys[0])).await;
    let form = survey
        .form_with_button("Send")
        .with("plan", "Call my <sister> ☎");
    assert!(member.send(&form).await.says("Thank you"));
    circle.close(&house, &session).await;
    let mine = open(&member, &circle, &keys[0]).await;
    assert!(mine.says("Call my <sister> ☎") && mine.body().contains("&lt;sister"));
    assert!(mine.says("Next time you are asked about it"));
    assert!(
        !open(&house.visitor(), &circle, &keys[1])
            .await
            .says("sister")
    );
}

async fn a_plan_is_shown_where_its_owner_chose(house: House) {
    const PLAN: &str = "ring the <old> harbour master ⚓";
    let ann = house.hire("ann@example.org", Role::Therapist).await;
    let circle = Circle::of(&house, 8, 1, &[ann]).await;
    let session = circle.open(&house).await;
    let (mut phones, mut keys) = (Vec::new(), Vec::new());
    for n in 0..6 {
        let phone = house.visitor();
        let form = phone.get(&circle.ticket(n)).await.form_with_button("Send");
        let long = form.clone().with("plan", &"⚓".repeat(141));
        let refused = phone.send(&long).await;
        assert_eq!(refused.status, 422);
        assert!(refused.says("longer than 140 characters: take out 1"));
        let form = form.with("chorus-session-1", "3").with("plan", PLAN);
        let remember = phone.send(&form).await.form_with_button("Remember me");
        keys.push(remember.value("key").expect("a key").to_owned());
        let remember = match n {
            0 => remember.with("own", "yes"),
            _ => remember,
        };
        phone.send(&remember).await;
        phones.push(phone);
    }
    circle.close(&house, &session).await;
    let session = circle.open(&house).await;
    let address = circle.address();
    let shows = phones[0].get(&address).await;
    assert!(
        shows.says("You wrote") && shows.says(PLAN),
        "{}",
        shows.text()
    );
    assert!(shows.body().contains("&lt;old&gt;"), "markup is text");
    let silent = phones[1].get(&address).await;
    assert!(silent.says("How far have you come") && !silent.says("harbour"));
    let typed = house.visitor();
    let door = typed.get(&address).await;
    let typed = typed.send(&door.form("/key").with("key", &keys[2])).await;
    assert!(
        typed.says(PLAN),
        "whoever gives the key reads their own words"
    );
    for phone in &phones {
        let form = phone.get(&address).await.form_with_button("Send");
        assert!(phone.send(&form.with("done", "2")).await.says("Thank you"));
    }
    circle.close(&house, &session).await;
    let ann = house.sign_in("ann@example.org").await;
    let dashboard = ann.get(&urls::group(circle.group.id)).await;
    assert!(
        dashboard.says("Most did some or all of what they planned"),
        "{}",
        dashboard.text()
    );
    let mut seen = vec![dashboard];
    for link in seen[0].links() {
        if link.starts_with("/groups") {
            seen.push(ann.get(&link).await);
        }
    }
    assert!(seen.len() > 5);
    for page in &seen {
        assert!(!page.says("harbour"), "{} shows a plan", page.address);
    }
    circle.open(&house).await;
    let after = phones[0].get(&address).await;
    assert!(
        !after.says("How far have you come"),
        "it is asked about once"
    );
}

async fn whoever_wants_it_is_forgotten(house: House) {
    let mut circle = Circle::of(&house, 8, 1, &[]).await;
    let keys = circle.past(&house, 4, 6).await;
    let member = house.visitor();
    let mine = open(&member, &circle, &keys[0]).await;
    let ask = member.send(&mine.form("/own/forget")).await;
    assert!(ask.says("Nobody can bring them back"));
    let kept = member
        .send(&ask.form_with_button("No, keep everything"))
        .await;
    assert!(kept.says("Depression (PHQ-8)"), "asking forgets nothing");
    forget(&member, &mine).await;
    assert_eq!(open(&member, &circle, &keys[0]).await.status, 404);
    let heard = urls::heard(&circle.group.code);
    let page = house
        .visitor()
        .get(&heard)
        .await
        .form("/heard")
        .with("key", &keys[1]);
    assert!(
        house.visitor().send(&page).await.says("Depression"),
        "results stay"
    );

    let session = circle.open(&house).await;
    let mine = open(&member, &circle, &keys[1]).await;
    let ask = member.send(&mine.form("/own/forget")).await;
    let later = member.send(&ask.form_with_button("Yes, forget me")).await;
    assert!(later.says("You will be forgotten"));
    assert_eq!(
        open(&member, &circle, &keys[1]).await.status,
        200,
        "until the close"
    );
    circle.close(&house, &session).await;
    assert_eq!(open(&member, &circle, &keys[1]).await.status, 404);
    assert_eq!(
        open(&member, &circle, &keys[2]).await.status,
        200,
        "nobody else"
    );
}

async fn forget(person: &Person, mine: &Page) -> Page {
    let ask = person.send(&mine.form("/own/forget")).await;
    let done = person.send(&ask.form_with_button("Yes, forget me")).await;
    assert!(done.says("You are forgotten"), "{}", done.text());
    done
}

async fn open(person: &Person, circle: &Circle, key: &str) -> Page {
    let ask = person.get(&urls::own(&circle.group.code)).await;
    person.send(&ask.form("/own").with("key", key)).await
}

fn table(page: &Page) -> String {
    let body = page.body();
    let rows = body.split_once("<tbody>").expect("a table").1;
    rows.split("</tbody>").next().expect("its end").to_owned()
}
