//! The three invariants of docs/privacy.md, held over the schema and over what a session writes.

use std::collections::BTreeSet;

use app::entities::{release, session, tally};
use app::sealed::casting::{self, Answers, Holder};
use app::sealed::member_key::MemberKey;
use app::sealed::tickets::Ticket;
use sea_orm::EntityTrait;
use tests::circle::Circle;
use tests::house::House;
use tests::on_both_databases;
use tests::rows::{columns, rows};

on_both_databases!(
    every_row_stands_for_no_person,
    what_is_kept_in_clear_is_what_is_shown,
    an_open_box_is_the_only_row_that_moves,
);

/// What one row of each table stands for, and all that it holds. A new column is argued for in its migration, and here.
const TABLES: [(&str, &str, &str); 42] = [
    (
        "audit",
        "a deed of staff",
        "about_id action at detail digest group_id number staff_id",
    ),
    (
        "audit_head",
        "the end of the record of deeds",
        "digest id number",
    ),
    (
        "ballot_box",
        "the box of an open session, sealed",
        "body capacity epoch group_id session_id version",
    ),
    (
        "band",
        "what a group answered to one question, in one of three words",
        "band group_id item window",
    ),
    (
        "coping_line",
        "a line that was let out, without its author",
        "body group_id id shown_at window",
    ),
    (
        "deal",
        "which tickets were taken while they are dealt, not by whom",
        "ends_at group_id id log_id places",
    ),
    (
        "former_key",
        "what is left of a master key that was replaced",
        "inbox_tickets position tickets",
    ),
    (
        "group_therapist",
        "that a therapist leads a group",
        "group_id staff_id",
    ),
    (
        "groups",
        "a group",
        "archived_at capacity code created_at ends_at epoch focus follow_up_on id name notes_on outcomes \
         planned_sessions quorum release_window size team_id weekday words_asked",
    ),
    (
        "login",
        "a login of staff",
        "begun_at data expires_at id staff_id",
    ),
    (
        "mail",
        "that a member of staff is told of a report or a session",
        "about attempts changed_at created_at fault kind next_try staff_id state",
    ),
    (
        "mail_off",
        "an e-mail that a member of staff does not want",
        "kind staff_id",
    ),
    (
        "note_choice",
        "what may be ticked in a note, in a service's words",
        "body id position retired",
    ),
    (
        "organisation",
        "what the organisation decided: one row",
        "certificate certificate_key danger_number factor_asked id key_kept name non_commercial paper public_address quorum \
         report_months retention_months step time_zone",
    ),
    (
        "own_measure",
        "a version of a questionnaire that the clinic put in",
        "added_at body id retired_at version",
    ),
    (
        "pool",
        "the values of an unfinished window, sealed",
        "body capacity epoch group_id version window",
    ),
    (
        "pouch",
        "a group's seats and notes, sealed",
        "body capacity epoch group_id version wrapped_key",
    ),
    (
        "programme_change",
        "a group's change, as shown",
        "group_id improved_quarters measure rule threshold version window",
    ),
    (
        "quarter",
        "change counts of a group, sealed",
        "body capacity epoch group_id measure measure_version quarter version",
    ),
    (
        "recovery_code",
        "what stands in for a second factor of staff, once",
        "digest staff_id",
    ),
    (
        "release",
        "a window, shown or not",
        "answered first_session group_id last_session shown window",
    ),
    (
        "released_words",
        "words that were shown, in no order",
        "body group_id id window",
    ),
    (
        "reply",
        "a therapist's answer to a release",
        "by_when given_at group_id said staff_id will_try window",
    ),
    (
        "report",
        "a report across groups, asked for or due",
        "attempts chosen claim due_at fault formats id made_at next_try period schedule_id staff_id state team_id",
    ),
    (
        "report_download",
        "that a member of staff took a file",
        "at format id report_id staff_id",
    ),
    (
        "report_file",
        "a report in one format: figures that were shown",
        "bytes format name report_id",
    ),
    (
        "roster",
        "a group's lockers, sealed",
        "body capacity epoch group_id kept_until version wrapped_key",
    ),
    (
        "service_text",
        "a text that a service writes for its staff",
        "body name",
    ),
    (
        "schedule",
        "reports that a supervisor wants regularly",
        "chosen cron formats id kind paused runs_from staff_id team_id",
    ),
    (
        "scope_change",
        "how many people of several groups changed how",
        "deteriorated_least deteriorated_most focus groups improved_least improved_most measure people period \
         recovered_least recovered_most team_id version",
    ),
    (
        "scope_group",
        "the team of a group in a month or quarter",
        "group_id period team_id",
    ),
    (
        "scope_period",
        "a month or quarter that was looked at",
        "period settled_at",
    ),
    (
        "scope_team",
        "the name of a team in a month or quarter",
        "name period team_id",
    ),
    (
        "session",
        "an evening of a group",
        "closes_at date group_id id number opened_at present state topic zone",
    ),
    (
        "skipped_date",
        "an evening without a session",
        "date group_id",
    ),
    (
        "staff",
        "a member of staff, who has a name",
        "created_at email factor factor_step id left_at name password_hash role sees_all",
    ),
    (
        "staff_link",
        "a link with which a member of staff chooses a password",
        "digest expires_at staff_id",
    ),
    (
        "support_contact",
        "whom members can turn to",
        "address hours name place telephone",
    ),
    (
        "tally",
        "a rounded result of a group",
        "group_id mean measure n or_worse scale sd version window",
    ),
    ("team", "a number of groups", "id name"),
    (
        "team_supervisor",
        "who supervises a team",
        "staff_id team_id",
    ),
    (
        "ticket",
        "that a ticket may come, not whose",
        "epoch group_id mac",
    ),
];

async fn every_row_stands_for_no_person(house: House) {
    let mut known: Vec<(String, String)> = TABLES
        .iter()
        .map(|(table, _, columns)| (table.to_string(), columns.to_string()))
        .collect();
    known.push((
        "ticket_log".into(),
        "epoch group_id id position printed_on replacing tickets".into(),
    ));
    known.sort();
    let found = columns(&house.app.database).await;
    let found: Vec<(String, String)> = found
        .into_iter()
        .map(|(table, columns)| (table, columns.join(" ")))
        .collect();
    assert_eq!(found, known);
}

async fn what_is_kept_in_clear_is_what_is_shown(house: House) {
    let mut circle = Circle::of(&house, 8, 1, &[]).await;
    circle.past(&house, 4, 6).await;
    let mut hidden = Circle::of(&house, 8, 1, &[]).await;
    hidden.past(&house, 2, 4).await;
    let reader = &house.app.database.reader;
    let tallies = tally::Entity::find().all(reader).await.expect("tallies");
    assert!(!tallies.is_empty());
    for row in &tallies {
        assert_eq!(
            row.group_id, circle.group.id,
            "a withheld group left a result"
        );
        let grid = if row.measure == "phq-8" { 1.0 } else { 0.25 };
        assert!(
            (row.mean / grid).fract() == 0.0 || row.or_worse,
            "{} {} is finer than shown",
            row.scale,
            row.mean
        );
    }
    for row in release::Entity::find().all(reader).await.expect("releases") {
        assert_eq!(
            (row.shown, row.answered),
            if row.group_id == circle.group.id {
                (true, Some(6))
            } else {
                (false, None)
            }
        );
    }
    let left = rows(&house.app.database).await;
    for sealed in ["ballot_box", "pool"] {
        assert!(
            left[sealed].is_empty(),
            "{sealed} is not empty after the close"
        );
    }
}

async fn an_open_box_is_the_only_row_that_moves(house: House) {
    let circle = Circle::of(&house, 8, 1, &[]).await;
    circle.open(&house).await;
    let mut lengths = BTreeSet::new();
    for ticket in &circle.tickets {
        let before = rows(&house.app.database).await;
        let holder = Holder {
            key: MemberKey::fresh(&house.app.random),
            ticket: Ticket::parse(ticket),
        };
        let answers = Answers {
            climate: vec![Some(4); 8],
            outcome: Some(vec![Some(1.0); 8]),
            words: "Somebody listened.".into(),
            objection: false,
            ..Answers::default()
        };
        let cast = casting::cast(&house.app, &circle.group, &holder, answers)
            .await
            .expect("the database answers");
        cast.expect("they are let in");
        let after = rows(&house.app.database).await;
        let moved: Vec<&String> = before
            .keys()
            .filter(|table| before[*table] != after[*table])
            .collect();
        assert_eq!(moved, ["ballot_box"]);
        assert_eq!(after["ballot_box"].len(), 1);
        lengths.insert(after["ballot_box"][0].len());
        assert!(
            !after
                .values()
                .flatten()
                .any(|row| row.contains("Somebody listened") || row.contains(ticket.as_str()))
        );
    }
    assert_eq!(
        lengths.len(),
        1,
        "the box's size tells how many have answered"
    );
    let open = session::Entity::find()
        .one(&house.app.database.reader)
        .await
        .expect("sessions")
        .expect("one");
    circle.close(&house, &open).await;
    assert!(
        rows(&house.app.database).await["ticket"].is_empty(),
        "a used ticket is deleted at the close"
    );
}
