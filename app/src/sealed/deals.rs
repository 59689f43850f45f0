//! Dealing tickets to a group that meets online: everybody opens one link and takes one ticket, while all of them see how
//! many are left. Whoever takes two leaves somebody without one, who says so in the room. Nobody sees who has which.
//!
//! Nothing secret is stored: the link, and the ticket at each place, follow from the master key and the deal's number. The
//! tickets' hashes lie among the others from the beginning, so that taking one moves no row but the deal's.

use jiff::{SignedDuration, Timestamp};
use sea_orm::{ActiveValue::Set, QuerySelect, entity::prelude::*};

use super::codes;
use super::tickets::{self, NotPrinted, Ticket};
use super::{SealedError, keys::Keys};
use crate::App;
use crate::entities::{deal, group, ticket, ticket_log};

/// So long a link deals tickets: while the group is together and watches.
const DEALT_FOR: SignedDuration = SignedDuration::from_mins(30);

/// Characters of a link: eighty bits.
const LINK_LENGTH: usize = 16;

/// Bytes that remember at which place a form has taken its ticket, so that a form that is sent twice takes one. All zero
/// where the ticket lies there still.
const MARK: usize = 8;

/// A deal that goes on.
pub struct Dealing {
    /// What the members' address ends with.
    pub link: String,
    /// How many tickets there are.
    pub tickets: i32,
    /// How many have been taken.
    pub taken: i32,
    /// When it ends by itself.
    pub ends_at: Timestamp,
}

/// What came of asking for a ticket.
pub enum Taken {
    /// This one.
    Ticket(Ticket),
    /// All of them were taken.
    NoneLeft,
    /// The link deals no tickets, or no more.
    Over,
}

/// Begins to deal `count` tickets, in a transaction of the caller's; a deal that goes on goes on. Says whether
/// it is new.
pub async fn begin(
    app: &App,
    group: &group::Model,
    count: i32,
    tx: &impl ConnectionTrait,
) -> Result<Result<bool, NotPrinted>, SealedError> {
    let group = &match tickets::ready_for(group.id, count, tx).await? {
        Ok(group) => group,
        Err(why) => return Ok(Err(why)),
    };
    if let Some(row) = locked(group.id, tx).await? {
        if is_on(&row, app.clock.now()) {
            return Ok(Ok(false));
        }
        end(&row, &app.keys, tx).await?;
    }
    let id = app.random.row_id();
    let places = (0..count).map(|place| ticket_at(group.id, id, place, &app.keys));
    let log = tickets::enter(app, group, &places.collect::<Vec<_>>(), false, tx).await?;
    let row = deal::Model {
        group_id: group.id,
        id,
        log_id: log,
        ends_at: (app.clock.now() + DEALT_FOR).as_millisecond(),
        places: vec![0; count as usize * MARK],
    };
    deal::Entity::insert(deal::ActiveModel::from(row).reset_all())
        .exec_without_returning(tx)
        .await?;
    Ok(Ok(true))
}

/// The deal of a group that goes on, if there is one.
pub async fn going_on(app: &App, group: i64) -> Result<Option<Dealing>, SealedError> {
    let row = deal::Entity::find_by_id(group).one(&app.database.reader);
    let row = row.await?.filter(|row| is_on(row, app.clock.now()));
    Ok(row.map(|row| Dealing {
        link: link(group, row.id, &app.keys),
        tickets: (row.places.len() / MARK) as i32,
        taken: taken(&row).count() as i32,
        ends_at: Timestamp::from_millisecond(row.ends_at).unwrap_or_default(),
    }))
}

/// The deal of this group that goes on behind a link.
pub async fn dealt_by(app: &App, group: i64, typed: &str) -> Result<Option<Dealing>, SealedError> {
    let dealing = going_on(app, group).await?;
    Ok(dealing.filter(|dealing| dealing.link.eq_ignore_ascii_case(typed)))
}

/// Takes one ticket. `once` was drawn with the form: the same form takes the same ticket again.
pub async fn take(app: &App, group: i64, typed: &str, once: &str) -> Result<Taken, SealedError> {
    // No form of ours is without it.
    if once.len() < MARK || dealt_by(app, group, typed).await?.is_none() {
        return Ok(Taken::Over);
    }
    let tx = app.database.begin().await?;
    let row = locked(group, &tx).await?;
    let row = row.filter(|row| is_on(row, app.clock.now()));
    let Some(mut row) =
        row.filter(|row| link(group, row.id, &app.keys).eq_ignore_ascii_case(typed))
    else {
        return Ok(Taken::Over);
    };
    let mark = mark(&row, once, &app.keys);
    let mut places = row.places.chunks_exact(MARK);
    if let Some(place) = places.position(|known| known == mark) {
        let ticket = ticket_at(group, row.id, place as i32, &app.keys);
        return Ok(Taken::Ticket(ticket));
    }
    let free: Vec<usize> = left(&row).collect();
    if free.is_empty() {
        return Ok(Taken::NoneLeft);
    }
    // In no order, so that the places tell none.
    let place = free[u64::from_le_bytes(app.random.bytes()) as usize % free.len()];
    row.places[place * MARK..][..MARK].copy_from_slice(&mark);
    deal::Entity::update_many()
        .set(deal::ActiveModel {
            places: Set(row.places),
            ..Default::default()
        })
        .filter(deal::Column::GroupId.eq(group))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    let ticket = ticket_at(group, row.id, place as i32, &app.keys);
    Ok(Taken::Ticket(ticket))
}

/// Ends a group's deal: what was not taken is void, and the ticket log counts what was.
pub async fn end_of(group: i64, keys: &Keys, tx: &impl ConnectionTrait) -> Result<(), SealedError> {
    match locked(group, tx).await? {
        Some(row) => end(&row, keys, tx).await,
        None => Ok(()),
    }
}

/// Ends every deal: another master key makes other links.
pub(super) async fn end_all(keys: &Keys, tx: &impl ConnectionTrait) -> Result<(), SealedError> {
    for row in deal::Entity::find().all(tx).await? {
        end(&row, keys, tx).await?;
    }
    Ok(())
}

/// Ends a group's deal and makes all of its tickets void, as if it had not been: somebody took two. `false` where it had
/// ended already: then they are tickets like all others.
pub async fn take_back(
    group: i64,
    keys: &Keys,
    tx: &impl ConnectionTrait,
) -> Result<bool, SealedError> {
    let Some(row) = locked(group, tx).await? else {
        return Ok(false);
    };
    let nobody = deal::Model {
        places: vec![0; row.places.len()],
        ..row
    };
    end(&nobody, keys, tx).await?;
    Ok(true)
}

/// Ends every deal whose time is over.
pub async fn end_overdue(app: &App) -> Result<(), SealedError> {
    let overdue = deal::Entity::find()
        .filter(deal::Column::EndsAt.lte(app.clock.now().as_millisecond()))
        .all(&app.database.reader)
        .await?;
    for row in overdue {
        let tx = app.database.begin().await?;
        // Another may have begun meanwhile.
        let same = locked(row.group_id, &tx)
            .await?
            .filter(|now| now.id == row.id);
        if let Some(row) = same {
            end(&row, &app.keys, &tx).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}

async fn end(row: &deal::Model, keys: &Keys, tx: &impl ConnectionTrait) -> Result<(), SealedError> {
    let unused = left(row).flat_map(|place| {
        let ticket = ticket_at(row.group_id, row.id, place as i32, keys);
        ticket.macs(row.group_id, keys)
    });
    ticket::Entity::delete_many()
        .filter(ticket::Column::GroupId.eq(row.group_id))
        .filter(ticket::Column::Mac.is_in(unused.map(|mac| mac.to_vec())))
        .exec(tx)
        .await?;
    match taken(row).count() as i32 {
        0 => {
            ticket_log::Entity::delete_by_id(row.log_id)
                .exec(tx)
                .await?;
        }
        count => {
            ticket_log::Entity::update_many()
                .set(ticket_log::ActiveModel {
                    tickets: Set(count),
                    ..Default::default()
                })
                .filter(ticket_log::Column::Id.eq(row.log_id))
                .exec(tx)
                .await?;
        }
    }
    deal::Entity::delete_by_id(row.group_id).exec(tx).await?;
    Ok(())
}

/// Nobody takes a ticket of it until the transaction ends.
async fn locked(group: i64, tx: &impl ConnectionTrait) -> Result<Option<deal::Model>, DbErr> {
    deal::Entity::find_by_id(group)
        .lock_exclusive()
        .one(tx)
        .await
}

fn is_on(row: &deal::Model, now: Timestamp) -> bool {
    now.as_millisecond() < row.ends_at
}

fn taken(row: &deal::Model) -> impl Iterator<Item = usize> {
    let places = row.places.chunks_exact(MARK).enumerate();
    places.filter_map(|(place, mark)| (mark != [0; MARK]).then_some(place))
}

fn left(row: &deal::Model) -> impl Iterator<Item = usize> {
    let places = row.places.chunks_exact(MARK).enumerate();
    places.filter_map(|(place, mark)| (mark == [0; MARK]).then_some(place))
}

fn link(group: i64, deal: i64, keys: &Keys) -> String {
    let hash = keys.deal_mac(group, deal, b"link");
    codes::of(&hash[..LINK_LENGTH]).to_lowercase()
}

fn ticket_at(group: i64, deal: i64, place: i32, keys: &Keys) -> Ticket {
    let hash = keys.deal_mac(group, deal, &place.to_be_bytes());
    Ticket::of(codes::of(&hash[..codes::TICKET_LENGTH]))
}

fn mark(row: &deal::Model, once: &str, keys: &Keys) -> [u8; MARK] {
    let text = [b"form", once.as_bytes()].concat();
    let hash = keys.deal_mac(row.group_id, row.id, &text);
    let mut mark = [0; MARK];
    mark.copy_from_slice(&hash[..MARK]);
    // Zero stands for nobody.
    mark[0] |= 1;
    mark
}
