//! Tickets: printed in a batch while no box is open, stored as keyed hashes, deleted at the close that saw them used.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use sea_orm::QuerySelect;
use sea_orm::entity::prelude::*;
use tokio::sync::Mutex;

use super::{SealedError, keys::Keys};
use super::{codes, deals};
use crate::App;
use crate::entities::{group, session, ticket, ticket_log};

/// A ticket as typed or scanned, in its one spelling.
#[derive(Clone, PartialEq, Eq)]
pub struct Ticket(String);

impl Ticket {
    /// Reads ten characters, look-alikes understood.
    pub fn parse(typed: &str) -> Option<Ticket> {
        codes::normal(typed, codes::TICKET_LENGTH).map(Ticket)
    }

    /// A code that was made here.
    pub(super) fn of(code: String) -> Ticket {
        Ticket(code)
    }

    /// Its ten characters.
    pub fn code(&self) -> &str {
        &self.0
    }

    fn mac(&self, group: i64, keys: &Keys) -> [u8; 32] {
        keys.ticket_mac(group, &self.0)
    }

    /// Every hash under which it may be stored.
    pub(super) fn macs(&self, group: i64, keys: &Keys) -> Vec<[u8; 32]> {
        keys.ticket_macs(group, &self.0)
    }
}

/// The most tickets of one printing: a group has no more places.
pub const MOST: i32 = 128;

/// The most tickets that a group is ever printed before it is re-keyed: years of members and lost phones. It goes by
/// the ticket log, which everybody may read; by the tickets left it would tell how many people answered.
pub const MOST_IN_ALL: i64 = 1_024;

/// A second printing of the same within so long is a double click.
const DOUBLE_CLICK: SignedDuration = SignedDuration::from_secs(10);

/// Why no tickets were printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotPrinted {
    /// A box is open: whoever printed now could answer in it.
    Open,
    /// The group is in the archive.
    Archived,
    /// Fewer than one or more than [`MOST`].
    Count,
    /// The group would have been printed more than [`MOST_IN_ALL`].
    InAll,
}

/// The printings of the last seconds, so that a double click makes one. Clones share them.
#[derive(Clone, Default)]
pub struct Lately(Arc<Mutex<Vec<Batch>>>);

struct Batch {
    by: i64,
    group: i64,
    replacing: bool,
    at: Timestamp,
    tickets: Vec<Ticket>,
}

impl Lately {
    /// What was printed for a group a moment ago is worth nothing any more.
    pub(super) async fn forget(&self, group: i64) {
        self.0.lock().await.retain(|batch| batch.group != group);
    }
}

/// As [`print`] does, but where `by` printed the same a moment ago, that again. The flag says whether they are new.
pub async fn print_once(
    app: &App,
    by: i64,
    group: &group::Model,
    count: i32,
    replacing: bool,
) -> Result<Result<(Vec<Ticket>, bool), NotPrinted>, SealedError> {
    // Held throughout: the second click waits for the first.
    let mut lately = app.lately_printed.0.lock().await;
    let at = app.clock.now();
    lately.retain(|batch| at.duration_since(batch.at) < DOUBLE_CLICK);
    let same = lately.iter().find(|batch| {
        (batch.by, batch.group, batch.replacing) == (by, group.id, replacing)
            && batch.tickets.len() == count as usize
    });
    if let Some(same) = same {
        return Ok(Ok((same.tickets.clone(), false)));
    }
    let tickets = match print(app, group, count, replacing).await? {
        Ok(tickets) => tickets,
        Err(why) => return Ok(Err(why)),
    };
    lately.push(Batch {
        by,
        group: group.id,
        replacing,
        at,
        tickets: tickets.clone(),
    });
    // Kept no longer, even where nobody prints again.
    let shared = app.lately_printed.clone();
    tokio::spawn(async move {
        tokio::time::sleep(DOUBLE_CLICK.unsigned_abs()).await;
        shared.0.lock().await.retain(|batch| batch.at > at);
    });
    Ok(Ok((tickets, true)))
}

/// Makes `count` tickets and enters them in the ticket log.
pub async fn print(
    app: &App,
    group: &group::Model,
    count: i32,
    replacing: bool,
) -> Result<Result<Vec<Ticket>, NotPrinted>, SealedError> {
    let tx = app.database.begin().await?;
    let group = &match ready_for(group.id, count, &tx).await? {
        Ok(group) => group,
        Err(why) => return Ok(Err(why)),
    };
    let tickets: Vec<Ticket> = (0..count)
        .map(|_| Ticket(codes::draw(codes::TICKET_LENGTH, &app.random)))
        .collect();
    enter(app, group, &tickets, replacing, &tx).await?;
    tx.commit().await?;
    Ok(Ok(tickets))
}

/// The group as it is, where `count` tickets may be made for it; otherwise what is in the way.
pub(super) async fn ready_for(
    group: i64,
    count: i32,
    tx: &impl ConnectionTrait,
) -> Result<Result<group::Model, NotPrinted>, DbErr> {
    if !(1..=MOST).contains(&count) {
        return Ok(Err(NotPrinted::Count));
    }
    let group = match ready(group, tx).await? {
        Ok(group) => group,
        Err(why) => return Ok(Err(why)),
    };
    let log = log(&group, tx).await?;
    let printed: i64 = log.iter().map(|row| i64::from(row.tickets)).sum();
    Ok(match printed + i64::from(count) > MOST_IN_ALL {
        true => Err(NotPrinted::InAll),
        false => Ok(group),
    })
}

/// Stores the hashes of new tickets in an order that tells nothing, and enters them in the ticket log: the log's row.
pub(super) async fn enter(
    app: &App,
    group: &group::Model,
    tickets: &[Ticket],
    replacing: bool,
    tx: &impl ConnectionTrait,
) -> Result<i64, DbErr> {
    let mut rows: Vec<ticket::ActiveModel> = tickets
        .iter()
        .map(|made| ticket::Model {
            group_id: group.id,
            epoch: group.epoch,
            mac: made.mac(group.id, &app.keys).to_vec(),
        })
        .map(|row| ticket::ActiveModel::from(row).reset_all())
        .collect();
    rows.sort_by_key(|row| row.mac.as_ref().clone());
    ticket::Entity::insert_many(rows)
        .exec_without_returning(tx)
        .await?;
    enter_in_log(app, group, tickets.len() as i32, replacing, tx).await
}

async fn enter_in_log(
    app: &App,
    group: &group::Model,
    tickets: i32,
    replacing: bool,
    tx: &impl ConnectionTrait,
) -> Result<i64, DbErr> {
    let last = log(group, tx).await?.last().map_or(0, |last| last.position);
    let row = ticket_log::Model {
        id: app.random.row_id(),
        position: last + 1,
        group_id: group.id,
        epoch: group.epoch,
        printed_on: app.today().to_string(),
        tickets,
        replacing,
    };
    let id = row.id;
    ticket_log::Entity::insert(ticket_log::ActiveModel::from(row).reset_all())
        .exec_without_returning(tx)
        .await?;
    Ok(id)
}

/// The group as it is, where its tickets may change now. Nobody puts it into the archive, opens a session or re-keys it
/// until the transaction ends.
async fn ready(
    group: i64,
    tx: &impl ConnectionTrait,
) -> Result<Result<group::Model, NotPrinted>, DbErr> {
    let row = group::Entity::find_by_id(group).lock_exclusive().one(tx);
    let Some(row) = row.await?.filter(|row| !row.is_archived()) else {
        return Ok(Err(NotPrinted::Archived));
    };
    let open = session::Model::open_of(group, tx).await?;
    Ok(match open {
        Some(_) => Err(NotPrinted::Open),
        None => Ok(row),
    })
}

/// Makes every unused ticket void, in a transaction of the caller's, and enters that in the ticket log without saying how
/// many there were.
pub async fn void(
    app: &App,
    group: &group::Model,
    tx: &impl ConnectionTrait,
) -> Result<Result<(), NotPrinted>, SealedError> {
    match ready(group.id, tx).await? {
        Ok(group) => end_unused(app, &group, tx).await.map(Ok),
        Err(why) => Ok(Err(why)),
    }
}

/// The same, whatever stands in the way.
pub(super) async fn end_unused(
    app: &App,
    group: &group::Model,
    tx: &impl ConnectionTrait,
) -> Result<(), SealedError> {
    deals::end_of(group.id, &app.keys, tx).await?;
    delete_unclaimed(group.id, tx).await?;
    app.lately_printed.forget(group.id).await;
    // Twice in a row says no more than once.
    let entered = log(group, tx).await?;
    if entered.last().is_some_and(|last| !last.is_void()) {
        enter_in_log(app, group, 0, false, tx).await?;
    }
    Ok(())
}

/// Deletes a group's unused tickets; how many there were is for nobody to read.
pub(super) async fn delete_unclaimed(group: i64, tx: &impl ConnectionTrait) -> Result<u64, DbErr> {
    let deleted = ticket::Entity::delete_many()
        .filter(ticket::Column::GroupId.eq(group))
        .exec(tx)
        .await?;
    Ok(deleted.rows_affected)
}

/// Every printing of the group's present epoch, oldest first: what members may check.
pub async fn log(
    group: &group::Model,
    database: &impl ConnectionTrait,
) -> Result<Vec<ticket_log::Model>, DbErr> {
    use sea_orm::QueryOrder;
    ticket_log::Entity::find()
        .filter(ticket_log::Column::GroupId.eq(group.id))
        .filter(ticket_log::Column::Epoch.eq(group.epoch))
        .order_by_asc(ticket_log::Column::Position)
        .order_by_asc(ticket_log::Column::PrintedOn)
        .all(database)
        .await
}

/// Under which of `macs` a ticket of the group's present epoch waits to be claimed.
pub(super) async fn unclaimed(
    group: &group::Model,
    macs: &[[u8; 32]],
    database: &impl ConnectionTrait,
) -> Result<Option<[u8; 32]>, DbErr> {
    let stored = macs.iter().map(|mac| mac.to_vec());
    let row = ticket::Entity::find()
        .filter(ticket::Column::GroupId.eq(group.id))
        .filter(ticket::Column::Mac.is_in(stored))
        .filter(ticket::Column::Epoch.eq(group.epoch))
        .one(database)
        .await?;
    Ok(row.and_then(|row| row.mac.try_into().ok()))
}
