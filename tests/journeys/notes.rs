//! Notes between members and from therapists, from the first name that is entered to what lies in an inbox; and what a service words for itself.

use app::entities::staff::Role;
use app::urls;
use tests::circle::Circle;
use tests::house::House;
use tests::on_both_databases;
use tests::page::Page;
use tests::person::Person;
use tests::rows::rows;
use tests::tools::text_of_pdf;

on_both_databases!(
    names_are_entered_and_inboxes_opened,
    notes_wait_for_four_and_are_read_before_they_go_out,
    a_therapists_note_is_signed_and_there_at_once,
    a_service_words_its_own_choices,
);

const LINE: &str = "You laughed with me <i>kindly</i> 🙂";

async fn names_are_entered_and_inboxes_opened(house: House) {
    let (circle, ann) = led(&house).await;
    let seats = urls::seats(circle.group.id);
    let dashboard = ann.get(&urls::group(circle.group.id)).await;
    let off = ann.get(&dashboard.link("Notes between members")).await;
    assert!(off.says("Do this once the group has agreed"));
    let on = ann.send(&off.form_with_button("Switch notes on")).await;
    assert!(on.says("No name has been entered yet"));
    let form = on.form_with_button("Enter these names");
    for (names, message) in [
        ("", "Enter at least one name"),
        ("Kim\nkim ", "is there already"),
        (&"x".repeat(41), "more than 40 characters"),
        (
            &(0..33).map(|n| format!("N{n}\n")).collect::<String>(),
            "at most 32",
        ),
    ] {
        let page = ann.send(&form.clone().with("names", names)).await;
        assert_eq!((page.status, page.says(message)), (422, true), "{names}");
        let kept = page.form_with_button("Enter these names");
        assert_eq!(kept.value("names").map(str::trim), Some(names.trim()));
    }
    let typed = "Kim\r\n  Anna \u{202E}B \n\nדנה\n<b>Lee</b>";
    let page = ann.send(&form.with("names", typed)).await;
    assert_eq!(page.address, seats);
    for name in ["Kim", "Anna B", "דנה", "<b>Lee</b>"] {
        assert!(page.says(name), "{name} in {}", page.text());
    }
    assert!(page.body().contains("&lt;b&gt;Lee"), "markup is text");
    assert!(page.says("Has no ticket yet"));

    let kim = open(&house, &ann, &circle, "Kim").await;
    let inbox = kim.get(&urls::inbox(&circle.group.code)).await;
    assert!(inbox.says("They are for Kim") && inbox.says("Nothing has come yet"));
    let page = ann.get(&seats).await;
    assert!(page.says("Gets notes.") && !page.says("Has not used the ticket yet"));
    let paused = kim
        .send(&inbox.form_with_button("Take no notes for now"))
        .await;
    assert!(paused.says("You take no notes for now"));
    assert!(ann.get(&seats).await.says("This is their own choice"));

    let leave = page
        .forms()
        .into_iter()
        .find(|form| form.value("deed") == Some("leave"));
    let page = ann.send(&leave.expect("a way to take a name out")).await;
    assert!(!page.says("Kim"));
    let gone = kim.get(&urls::inbox(&circle.group.code)).await;
    assert_eq!(gone.status, 404, "the inbox went with its name");
    let rows = rows(&house.app.database).await;
    for row in rows.values().flatten() {
        assert!(!row.contains("Anna B") && !row.contains("Kim"), "{row}");
    }
    let none = ann
        .send(&page.form_with_button("Make the tickets").without("seat"))
        .await;
    assert_eq!(
        (none.status, none.says("Choose at least one person")),
        (422, true)
    );
    let stranger = house.staff("ben@example.org", Role::Therapist).await;
    let supervisor = house.staff("sue@example.org", Role::Supervisor).await;
    for person in [&stranger, &supervisor] {
        assert_eq!(person.get(&seats).await.status, 404);
        let deed = [("deed".to_owned(), "off".to_owned())];
        assert_eq!(person.post(&seats, &deed).await.status, 404);
    }
}

async fn notes_wait_for_four_and_are_read_before_they_go_out(house: House) {
    let (mut circle, mut ann) = led(&house).await;
    enter(&ann, &circle, "Kim\nLee").await;
    let kim = open(&house, &ann, &circle, "Kim").await;
    let lines = urls::lines(circle.group.id);
    let inbox = urls::inbox(&circle.group.code);
    let mut keys: Vec<String> = Vec::new();
    // Three write; then three with new tickets, who may be the same people; then three others of the first evening.
    for evening in 1..=3 {
        let session = circle.open(&house).await;
        let from = if evening == 3 { 3 } else { 0 };
        for n in 0..6 {
            let member = house.visitor();
            let survey = match evening {
                3 => {
                    let door = member.get(&circle.address()).await;
                    member.send(&door.form("/key").with("key", &keys[n])).await
                }
                _ => member.get(&circle.ticket(n)).await,
            };
            assert!(!survey.says("Lee"), "Lee has opened no inbox");
            let form = survey
                .form_with_button("Send")
                .with("chorus-session-1", "3");
            let form = if (from..from + 3).contains(&n) {
                let seat = form
                    .choices("note-1")
                    .into_iter()
                    .find(|seat| !seat.is_empty());
                let line = format!("{LINE} {evening}{n}");
                let line = if n == from {
                    "Ring 020 7946 0018"
                } else {
                    &line
                };
                form.with("note-1", &seat.expect("Kim"))
                    .with("note-1-1", "y")
                    .with("note-1-line", line)
            } else {
                form
            };
            let thanks = member.send(&form).await;
            let remember = thanks.form_with_button("Remember me");
            keys.push(remember.value("key").expect("a key").to_owned());
        }
        let waits = ann.get(&lines).await;
        assert!(
            waits.says("No note waits to be read"),
            "nothing while a box is open"
        );
        circle.close(&house, &session).await;
        ann = house.sign_in("ann@example.org").await;
        let page = ann.get(&lines).await;
        assert_eq!(
            page.says("You laughed"),
            evening == 3,
            "three are too few, also with new tickets: {}",
            page.text()
        );
        assert!(kim.get(&inbox).await.says("Nothing has come yet"));
        circle.tickets.drain(..6);
        circle.print(&house, 6).await;
    }
    let dashboard = ann.get(&urls::group(circle.group.id)).await;
    let mut page = ann.get(&dashboard.link("9 lines wait")).await;
    assert!(page.says("There may be a telephone number in it"));
    for _ in 0..3 {
        let forms = page.forms().into_iter();
        let form = forms
            .filter(|form| {
                form.value("deed") == Some("destroy") && form.value("kind") == Some("note")
            })
            .find(|form| body_of(&page, form.value("id").expect("a note")).contains("020"));
        let form = form.expect("a line with a number");
        let reason = format!("reason-{}", form.value("id").expect("a note"));
        page = ann.send(&form.with(&reason, "names")).await;
    }
    assert!(page.says("3 lines were destroyed") && !page.says("7946"));
    let unread = kim.get(&inbox).await;
    assert!(unread.says("Nothing has come yet"), "{}", unread.text());
    kim.send(&unread.form_with_button("Take no notes for now"))
        .await;
    page = ann.send(&page.form_with_button("I have read these")).await;
    assert!(page.says("No note waits to be read"));
    let paused = kim.get(&inbox).await;
    assert!(paused.says("Nothing has come yet"), "they take none now");
    kim.send(&paused.form_with_button("Take notes again")).await;
    let read = kim.get(&inbox).await;
    assert!(
        read.says("You helped me feel less alone"),
        "{}",
        read.text()
    );
    assert!(read.says(LINE) && read.body().contains("&lt;i&gt;kindly"));
    assert_eq!(read.text().matches("You laughed").count(), 6);
    assert!(!read.says("020 7946"));
    let rows = rows(&house.app.database).await;
    assert!(
        !rows
            .values()
            .flatten()
            .any(|row| row.contains("You laughed"))
    );
}

async fn a_therapists_note_is_signed_and_there_at_once(house: House) {
    let (circle, ann) = led(&house).await;
    enter(&ann, &circle, "Kim\nLee").await;
    let kim = open(&house, &ann, &circle, "Kim").await;
    let seats = ann.get(&urls::seats(circle.group.id)).await;
    let form = ann.get(&seats.link("Write a note")).await;
    let long = form
        .form_with_button("Send it")
        .with("note", &"x".repeat(401));
    let refused = ann.send(&long).await;
    assert_eq!(
        (refused.status, refused.says("at most 400 characters")),
        (422, true)
    );
    let form = refused
        .form_with_button("Send it")
        .with("note", "Well done with the bus, Kim.");
    for _ in 0..2 {
        assert_eq!(ann.send(&form).await.address, urls::seats(circle.group.id));
    }
    let inbox = kim.get(&urls::inbox(&circle.group.code)).await;
    assert!(
        inbox.says("From your therapists") && inbox.says("24 March 2026"),
        "{}",
        inbox.text()
    );
    assert_eq!(
        inbox.text().matches("Well done with the bus").count(),
        1,
        "sent twice is one"
    );
    kim.send(&inbox.form_with_button("Take no notes for now"))
        .await;
    let late = ann.send(&form.with("note", "One more")).await;
    assert!(late.says("They take no notes now") && late.says("One more"));
    let audit = rows(&house.app.database).await["audit"].join(" ");
    assert!(audit.contains("note-signed") && !audit.contains("Kim") && !audit.contains("bus"));
}

async fn a_service_words_its_own_choices(house: House) {
    let (circle, ann) = led(&house).await;
    enter(&ann, &circle, "Kim").await;
    open(&house, &ann, &circle, "Kim").await;
    let administrator = house.staff("ada@example.org", Role::Administrator).await;
    let page = administrator.get("/groups").await;
    let page = administrator.get(&page.link("Service")).await;
    let form = page.form_with_button("Save");
    assert!(
        form.value("choices")
            .is_some_and(|known| known.contains("You helped me feel less alone"))
    );
    let long = form
        .clone()
        .with("choices", &"x".repeat(81))
        .with("protocol", &"y".repeat(4001));
    let refused = administrator.send(&long).await;
    assert_eq!(refused.status, 422);
    assert!(refused.says("more than 80 characters") && refused.says("more than 4000 characters"));
    let own = "You kept me to my plan\nYou made room for me";
    let form = form
        .with("choices", own)
        .with("protocol", "Call the duty doctor\non 5550");
    let saved = administrator.send(&form).await;
    assert_eq!(
        saved
            .form_with_button("Save")
            .value("choices")
            .map(str::trim),
        Some(own)
    );
    circle.open(&house).await;
    let survey = house.visitor().get(&circle.ticket(0)).await;
    assert!(survey.says("You made room for me") && !survey.says("feel less alone"));
    let worry = ann.get(&urls::worry(circle.group.id)).await;
    assert!(worry.says("Call the duty doctor"));
    let back = administrator
        .send(&saved.form_with_button("Save").with("choices", ""))
        .await;
    assert!(
        back.says("You helped me feel less alone"),
        "the list that Chorus brings along"
    );
    assert_eq!(ann.get(urls::route::SERVICE).await.status, 404);
}

async fn led(house: &House) -> (Circle, Person) {
    let ann = house.hire("ann@example.org", Role::Therapist).await;
    let circle = Circle::of(house, 8, 1, &[ann]).await;
    (circle, house.sign_in("ann@example.org").await)
}

async fn enter(ann: &Person, circle: &Circle, names: &str) {
    let page = ann.get(&urls::seats(circle.group.id)).await;
    let page = ann.send(&page.form_with_button("Switch notes on")).await;
    let form = page
        .form_with_button("Enter these names")
        .with("names", names);
    ann.send(&form).await;
}

/// Prints the ticket of one person and opens their inbox with it, by typing, on a phone that remembers it.
async fn open(house: &House, ann: &Person, circle: &Circle, name: &str) -> Person {
    let page = ann.get(&urls::seats(circle.group.id)).await;
    let form = page.form_with_button("Make the tickets");
    let body = page.body();
    let choices = form.choices("seat");
    let mut seats = choices.iter().filter(|seat| {
        let after = body
            .split_once(&format!("checkbox\" name=\"seat\" value=\"{seat}\""))
            .expect("a box")
            .1;
        after
            .split("</label>")
            .next()
            .expect("its label")
            .contains(name)
    });
    let seat = seats.next().expect("a seat");
    let sheet = ann.send(&form.without("seat").forged("seat", seat)).await;
    assert_eq!(
        sheet.header("content-type"),
        Some("application/pdf"),
        "{}",
        sheet.text()
    );
    let text = text_of_pdf(&sheet.bytes);
    assert!(text.contains(&format!("Notes for {name}")), "{text}");
    let is_code = |line: &&str| line.len() == 11 && line.as_bytes()[5] == b' ';
    let code = text.lines().find(is_code).expect("a ticket");
    let owner = house.visitor();
    let ask = owner.get(&urls::inbox(&circle.group.code)).await;
    let asks = owner.send(&ask.form("/ticket").with("ticket", code)).await;
    let opened = owner
        .send(&asks.form_with_button("Yes, open my notes"))
        .await;
    owner.send(&opened.form_with_button("Remember")).await;
    owner
}

/// What stands between a note's own forms and the text before.
fn body_of(page: &Page, id: &str) -> String {
    let body = page.body();
    let before = body
        .split(&format!("value=\"{id}\""))
        .next()
        .expect("a note");
    let start = before.rfind("<blockquote>").expect("its words");
    before[start..].to_owned()
}
