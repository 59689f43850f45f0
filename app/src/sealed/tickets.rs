//! Tickets: printed in a batch while no box is open, stored as keyed hashes, deleted at the close that saw them used.

use sea_orm::entity::prelude::*;

use super::codes;
use super::{SealedError, keys::Keys};
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

    /// Its ten characters.
    pub fn code(&self) -> &str {
        &self.0
    }

    pub(super) fn mac(&self, group: i64, keys: &Keys) -> [u8; 32] {
        keys.ticket_mac(group, &self.0)
    }
}

/// Makes `count` tickets and enters them in the ticket log. `None` while a box is open.
pub async fn print(
    app: &App,
    group: &group::Model,
    count: i32,
    replacing: bool,
) -> Result<Option<Vec<Ticket>>, SealedError> {
    let tx = app.database.begin().await?;
    if session::Model::open_of(group.id, &tx).await?.is_some() {
        return Ok(None);
    }
    let tickets: Vec<Ticket> = (0..count)
        .map(|_| Ticket(codes::draw(codes::TICKET_LENGTH, &app.random)))
        .collect();
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
        .exec_without_returning(&tx)
        .await?;
    let log = ticket_log::Model {
        id: app.random.row_id(),
        group_id: group.id,
        epoch: group.epoch,
        printed_on: app.today().to_string(),
        tickets: count,
        replacing,
    };
    ticket_log::Entity::insert(ticket_log::ActiveModel::from(log).reset_all())
        .exec_without_returning(&tx)
        .await?;
    tx.commit().await?;
    Ok(Some(tickets))
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
        .order_by_asc(ticket_log::Column::PrintedOn)
        .order_by_asc(ticket_log::Column::Id)
        .all(database)
        .await
}

pub(super) async fn is_unclaimed(
    group: &group::Model,
    mac: &[u8; 32],
    database: &impl ConnectionTrait,
) -> Result<bool, DbErr> {
    let row = ticket::Entity::find_by_id((group.id, mac.to_vec()))
        .one(database)
        .await?;
    Ok(row.is_some_and(|row| row.epoch == group.epoch))
}
