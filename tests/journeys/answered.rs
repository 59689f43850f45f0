//! The group is answered: the therapist replies and puts a line on the board; the next survey shows both and asks.

use app::entities::staff::Role;
use app::urls;
use tests::circle::Circle;
use tests::house::House;
use tests::on_both_databases;
use tests::rows::rows;
use tests::tools::text_of_pdf;

on_both_databases!(
    a_reply_is_given_read_and_asked_about,
    lines_are_read_put_up_or_destroyed,
    a_board_is_tapped_from_seven_people_on,
);

async fn a_reply_is_given_read_and_asked_about(house: House) {
    let ann = house.hire("ann@example.org", Role::Therapist).await;
    let mut circle = Circle::of(&house, 8, 1, &[ann]).await;
    let keys = circle.past(&house, 2, 6).await;
    circle.print(&house, 6).await;
    let ann = house.sign_in("ann@example.org").await;
    let dashboard = ann.get(&urls::group(circle.group.id)).await;
    assert!(dashboard.says("has not been answered yet since session 2"));
    let offer = ann.get(&dashboard.link("Answer the group")).await;
    assert!(
        offer.says("others sleep badly too"),
        "released words are offered"
    );

    let picked = ann
        .send(
            &offer
                .form_with_button("Use these")
                .with("pick", "0")
                .with("try", "Begun already")
                .with("use", "yes"),
        )
        .await;
    let form = picked.form_with_button("Give this reply");
    let said = form.value("said").expect("a field").to_owned();
    assert!(said.contains("Depression"), "{said}");
    assert_eq!(
        form.value("try"),
        Some("Begun already"),
        "picking loses nothing"
    );
    let late = form
        .with("try", "A round at the start")
        .with("by", "2026-03-01");
    let again = ann.send(&late).await;
    assert_eq!(again.status, 422);
    assert!(again.says("Enter a day from today on"));
    let kept = again.form_with_button("Give this reply");
    assert_eq!(
        kept.value("try"),
        Some("A round at the start"),
        "what was typed stays"
    );
    let form = kept.with("by", "2026-04-07");
    let (given, twice) = tokio::join!(ann.send(&form), ann.send(&form));
    for page in [&given, &twice] {
        assert_eq!(
            page.address,
            urls::group(circle.group.id),
            "{}",
            page.text()
        );
    }
    assert!(given.says("A round at the start") && !given.says("has not been answered yet"));

    house.later(jiff::SignedDuration::from_secs(1)).await;
    let session = circle.open(&house).await;
    let stands = ann.get(&urls::reply(circle.group.id, 2)).await;
    assert!(stands.says("It stays as it is"));
    for n in 0..6 {
        let member = house.visitor();
        let survey = member.get(&circle.ticket(n)).await;
        assert!(survey.says("We will try") && survey.says("A round at the start"));
        let form = survey.form_with_button("Send").with("changed", "2");
        assert!(member.send(&form).await.says("Thank you"));
    }
    circle.close(&house, &session).await;
    let dashboard = ann.get(&urls::group(circle.group.id)).await;
    assert!(dashboard.says("Most say yes"), "{}", dashboard.text());

    let member = house.visitor();
    let ask = member.get(&urls::heard(&circle.group.code)).await;
    let heard = member.send(&ask.form("/heard").with("key", &keys[0])).await;
    let report = ann.get(&urls::report(circle.group.id)).await;
    let report = ann
        .send(&report.form("/report").with("format", "pdf"))
        .await;
    let report = text_of_pdf(&report.bytes);
    for part in ["A round at the start", "Most say yes", "7 April 2026"] {
        assert!(heard.says(part), "{part} is not in {}", heard.text());
        assert!(report.contains(part), "{part} is not in {report}");
    }
}

async fn lines_are_read_put_up_or_destroyed(house: House) {
    let ann = house.hire("ann@example.org", Role::Therapist).await;
    let circle = Circle::of(&house, 8, 1, &[ann]).await;
    let session = circle.open(&house).await;
    for n in 0..6 {
        let member = house.visitor();
        let form = member.get(&circle.ticket(n)).await.form_with_button("Send");
        let line = match n {
            0 => "A flask of tea by the river 🍵",
            1 => "Ring me on 020 7946 0018 <b>now</b>",
            _ => "",
        };
        let form = form.with("chorus-session-1", "3").with("helped", line);
        assert!(member.send(&form).await.says("Thank you"));
    }
    circle.close(&house, &session).await;
    let ann = house.sign_in("ann@example.org").await;
    let dashboard = ann.get(&urls::group(circle.group.id)).await;
    let page = ann.get(&dashboard.link("2 lines wait")).await;
    assert!(page.says("There may be a telephone number in it"));
    assert!(page.body().contains("&lt;b&gt;now"), "markup is text");
    let number = page.body().find("020 7946").expect("the line");
    let tea = page.body().find("A flask of tea").expect("the line");
    let destroy: Vec<_> = page
        .forms()
        .into_iter()
        .filter(|form| form.value("deed") == Some("destroy"))
        .collect();
    let form = destroy[usize::from(number > tea)].clone();
    let id = form.value("id").expect("a line").to_owned();
    let why = ann.send(&form).await;
    assert_eq!(why.status, 422, "not without a reason");
    assert!(why.says("Choose why this line is destroyed") && why.says("020 7946"));
    assert!(why.body().contains(&format!("href=\"#reason-{id}\"")));
    let page = ann.send(&form.with(&format!("reason-{id}"), "names")).await;
    assert!(page.says("1 line was destroyed") && !page.says("020 7946"));
    let audit = rows(&house.app.database).await["audit"].join(" ");
    assert!(audit.contains("coping names") && !audit.contains("7946"));
    let page = ann.send(&page.form_with_button("Put on the board")).await;
    assert!(page.says("Nothing waits to be read"));
    let worry = ann.get(&page.link("When words alarm you")).await;
    assert!(worry.says("Nobody can find out who wrote it") && worry.says("116 123"));

    house.later(jiff::SignedDuration::from_secs(1)).await;
    let session = circle.open(&house).await;
    let survey = house.visitor().get(&circle.ticket(6)).await;
    assert!(survey.says("A flask of tea by the river 🍵"));
    let stranger = house.staff("ben@example.org", Role::Therapist).await;
    for address in [
        urls::lines(circle.group.id),
        urls::worry(circle.group.id),
        urls::reply(circle.group.id, 1),
    ] {
        assert_eq!(stranger.get(&address).await.status, 404, "{address}");
    }
    circle.close(&house, &session).await;
}

async fn a_board_is_tapped_from_seven_people_on(house: House) {
    let ann = house.hire("ann@example.org", Role::Therapist).await;
    let mut circle = Circle::of(&house, 8, 1, &[ann]).await;
    let keys = circle.past(&house, 1, 8).await;
    circle.board(&house, 1).await;
    let lines = urls::lines(circle.group.id);
    for (answering, said) in [(6, false), (7, true)] {
        house.later(jiff::SignedDuration::from_secs(1)).await;
        let session = circle.open(&house).await;
        for key in &keys[..answering] {
            let member = house.visitor();
            let door = member.get(&circle.address()).await;
            let survey = member.send(&door.form("/key").with("key", key)).await;
            let form = survey.form_with_button("Send");
            let line = form
                .names()
                .into_iter()
                .find(|name| name.starts_with("line-"));
            let form = form.with(&line.expect("a line of the board"), "y");
            let form = form.with("chorus-session-1", "3");
            assert!(member.send(&form).await.says("Thank you"));
        }
        circle.close(&house, &session).await;
        let member = house.visitor();
        let ask = member.get(&urls::heard(&circle.group.code)).await;
        let heard = member.send(&ask.form("/heard").with("key", &keys[0])).await;
        assert!(heard.says("A flask of tea"), "{}", heard.text());
        let words = "Most say that this could help them";
        assert_eq!(heard.says(words), said, "{answering} tapped");
        let ann = house.sign_in("ann@example.org").await;
        assert_eq!(
            ann.get(&lines).await.says(words),
            said,
            "staff see the same"
        );
    }
}
