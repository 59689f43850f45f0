//! Whoever guesses tickets is asked to wait; the group whose tickets they are does not notice.

use app::urls;
use tests::circle::Circle;
use tests::house::House;
use tests::on_both_databases;

on_both_databases!(a_guesser_waits_and_the_group_answers);

async fn a_guesser_waits_and_the_group_answers(house: House) {
    let circle = Circle::of(&house, 8, 1, &[]).await;
    circle.open(&house).await;
    let page = |ticket: &str| urls::ticket_page(&circle.group.code, ticket);
    let own = page(&circle.tickets[0]);

    // A spent or mistyped ticket that is looked at again and again is one guess.
    let (guesser, member) = (
        house.visitor_from("203.0.113.7"),
        house.visitor_from("198.51.100.20"),
    );
    for _ in 0..250 {
        assert_eq!(member.get(&page("0000000000")).await.status, 404);
    }
    let mut guesses = 0;
    while guesser.get(&page(&format!("{guesses:010}"))).await.status == 404 {
        guesses += 1;
    }
    assert!((64..1_000).contains(&guesses), "{guesses}");
    let refused = guesser.client().get(guesser.whole(&own)).send().await;
    let refused = refused.expect("an answer");
    assert_eq!(refused.status(), 429);
    let wait = refused.headers()["retry-after"].to_str().expect("a number");
    assert!((1..=601).contains(&wait.parse::<u32>().expect("seconds")));
    let text = refused.text().await.expect("a page");
    assert!(text.contains("Too many tries"), "{text}");

    assert_eq!(member.get(&own).await.status, 200);
    house.later(jiff::SignedDuration::from_mins(10)).await;
    assert_eq!(guesser.get(&own).await.status, 200);
}
