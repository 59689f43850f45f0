//! What a group and its members say to each other: through the box, out as a band, and in the locker only its owner opens.

use sea_orm::{ActiveModelTrait, Set};

use super::*;
use crate::entities::{band, coping_line, reply};
use crate::sealed::casting::Said;
use crate::sealed::own::{Forgotten, forget, history};

impl Evening {
    async fn say(&self, holder: &Holder, said: Said) {
        let answers = Answers {
            climate: vec![Some(3); 8],
            said,
            ..Answers::default()
        };
        let cast = cast(&self.app, &self.group, holder, answers).await.unwrap();
        cast.unwrap();
    }

    async fn bands(&self) -> Vec<(String, String)> {
        let rows = band::Entity::find()
            .all(&self.app.database.reader)
            .await
            .unwrap();
        rows.into_iter().map(|row| (row.item, row.band)).collect()
    }
}

fn intends(text: &str) -> Said {
    Said {
        intention: text.into(),
        ..Said::default()
    }
}

#[tokio::test]
async fn an_intention_is_asked_about_once_and_comes_out_as_a_band() {
    let evening = Evening::new(1).await;
    let members = evening.tickets(8).await;
    let session = evening.open().await;
    for member in &members {
        evening.say(member, intends("call my sister")).await;
    }
    evening.close(&session).await;
    assert!(evening.bands().await.is_empty(), "nobody was asked yet");

    let session = evening.open().await;
    let first = returning(&members[0]);
    let asked = admit(&evening.app, &evening.group, &first)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(asked.intention.unwrap().text, "call my sister");
    for member in &members {
        let said = Said {
            follow_through: Some(2),
            ..Said::default()
        };
        evening.say(&returning(member), said).await;
    }
    evening.close(&session).await;
    assert_eq!(
        evening.bands().await,
        [("follow-through".into(), "most".into())]
    );
    let own = history(&evening.app, &evening.group, &members[0].key)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(own.intention.unwrap().done, Some(2));
    let session = evening.open().await;
    let asked = admit(&evening.app, &evening.group, &first)
        .await
        .unwrap()
        .unwrap();
    assert!(asked.intention.is_none(), "it was answered");
    evening.say(&first, intends("go for a walk")).await;
    evening.close(&session).await;

    for asks in [true, false] {
        let session = evening.open().await;
        let asked = admit(&evening.app, &evening.group, &first).await;
        let asked = asked.unwrap().unwrap();
        assert_eq!(asked.intention.is_some(), asks, "nobody is asked again");
        evening.say(&first, Said::default()).await;
        evening.close(&session).await;
    }
}

#[tokio::test]
async fn four_who_say_something_let_nothing_out() {
    let evening = Evening::new(1).await;
    let members = evening.tickets(8).await;
    let session = evening.open().await;
    for member in &members {
        evening.say(member, intends("rest")).await;
    }
    evening.close(&session).await;
    let session = evening.open().await;
    for (index, member) in members.iter().enumerate() {
        let said = Said {
            follow_through: (index < 4).then_some(1),
            coping: if index < 4 {
                "Walking".into()
            } else {
                String::new()
            },
            ..Said::default()
        };
        evening.say(&returning(member), said).await;
    }
    evening.close(&session).await;
    assert!(evening.bands().await.is_empty());
    let reader = &evening.app.database.reader;
    assert_eq!(
        coping_line::Entity::find().count(reader).await.unwrap(),
        4,
        "words go by who answered anything: eight did"
    );
}

#[tokio::test]
async fn a_reply_and_a_board_are_asked_about_and_answered_in_bands() {
    let evening = Evening::new(1).await;
    let members = evening.tickets(8).await;
    let session = evening.open().await;
    for member in &members {
        let said = Said {
            coping: "Walking with a friend".into(),
            ..Said::default()
        };
        evening.say(member, said).await;
    }
    evening.close(&session).await;
    let (writer, now) = (&evening.app.database.writer, evening.app.clock.now());
    let reply = reply::Model {
        group_id: evening.group.id,
        window: 1,
        said: "Silence is hard".into(),
        will_try: "A round at the start".into(),
        by_when: None,
        staff_id: 1,
        given_at: now.as_millisecond() - 1,
    };
    reply::Entity::insert(reply::ActiveModel::from(reply).reset_all())
        .exec_without_returning(writer)
        .await
        .unwrap();
    coping_line::Entity::update_many()
        .set(coping_line::ActiveModel {
            shown_at: Set(Some(now.as_millisecond() - 1)),
            ..Default::default()
        })
        .exec(writer)
        .await
        .unwrap();

    let session = evening.open().await;
    let asked = admit(&evening.app, &evening.group, &returning(&members[0]))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(asked.reply.unwrap().will_try, "A round at the start");
    assert_eq!(asked.board.len(), 5, "the latest five of eight");
    let line = asked.board[0].id;
    for member in &members {
        let said = Said {
            changed: Some(1),
            helps: vec![line],
            ..Said::default()
        };
        evening.say(&returning(member), said).await;
    }
    evening.close(&session).await;
    let bands = evening.bands().await;
    assert_eq!(bands.len(), 6);
    assert!(bands.contains(&("changed-1".into(), "some".into())));
    assert!(bands.contains(&(format!("coping-{line}"), "most".into())));
}

#[tokio::test]
async fn a_member_is_forgotten_at_once_or_at_the_close() {
    let evening = Evening::new(1).await;
    let members = evening.tickets(8).await;
    let session = evening.open().await;
    for member in &members {
        evening.say(member, intends("rest")).await;
    }
    evening.close(&session).await;
    let (app, group) = (&evening.app, &evening.group);
    let known = |n: usize| {
        let key = members[n].key.clone();
        async move { history(app, group, &key).await.unwrap().is_some() }
    };
    assert_eq!(
        forget(app, group, &members[0].key).await.unwrap(),
        Forgotten::Now
    );
    assert!(!known(0).await && known(1).await);

    let session = evening.open().await;
    assert_eq!(
        forget(app, group, &members[1].key).await.unwrap(),
        Forgotten::AtTheClose
    );
    assert_eq!(
        forget(app, group, &members[0].key).await.unwrap(),
        Forgotten::Unknown
    );
    assert!(known(1).await, "only the box's row moves while it is open");
    evening.say(&returning(&members[1]), intends("more")).await;
    evening.close(&session).await;
    assert!(!known(1).await && known(2).await);
}

#[tokio::test]
async fn a_member_is_forgotten_in_the_roster_of_before_a_rekeying_too() {
    let mut evening = Evening::new(1).await;
    let members = evening.tickets(8).await;
    let session = evening.open().await;
    for member in &members {
        evening.say(member, intends("rest")).await;
    }
    evening.close(&session).await;
    let rekeyed = rekey::rekey(&evening.app, evening.group.id, None)
        .await
        .unwrap();
    evening.group = rekeyed.unwrap();
    let fresh = evening.tickets(2).await;
    let session = evening.open().await;
    for n in 0..2 {
        let holder = Holder {
            key: members[n].key.clone(),
            ticket: fresh[n].ticket.clone(),
        };
        evening.say(&holder, Said::default()).await;
    }
    evening.close(&session).await;

    let (app, group) = (&evening.app, &evening.group);
    let known = |n: usize| {
        let key = members[n].key.clone();
        async move { history(app, group, &key).await.unwrap().is_some() }
    };
    // 0 and 1 carried their history over and are in both rosters; 2 and 3 are in the former only.
    for n in [0, 2] {
        let forgotten = forget(app, group, &members[n].key).await.unwrap();
        assert_eq!(forgotten, Forgotten::Now);
        assert!(!known(n).await, "{n} is forgotten");
    }
    let session = evening.open().await;
    for n in [1, 3] {
        let forgotten = forget(app, group, &members[n].key).await.unwrap();
        assert_eq!(forgotten, Forgotten::AtTheClose);
        assert!(known(n).await);
    }
    evening.close(&session).await;
    assert!(!known(1).await && !known(3).await && known(4).await);
}
