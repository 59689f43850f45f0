//! A new master key: everything that the old one sealed is sealed anew in one transaction, and whatever was cut off is ended at the next start.

use sea_orm::{PaginatorTrait, QueryOrder, QuerySelect, entity::prelude::*};

use super::keys::{KeyError, Keys, TicketKeys, renewal};
use super::pouch::Pouch;
use super::roster::{self, Roster};
use super::{SealedError, deals, pouch};
use crate::config::Config;
use crate::entities::{former_key, pouch as pouch_row, roster as roster_row, staff, ticket};
use crate::random::Random;

/// Rows that are written by one statement.
const AT_ONCE: usize = 500;

/// The master key of the settings, once it is seen to open the database; with what is left of earlier ones. It is made
/// where it is missing and no sealed row needs it. A rotation that was cut off is ended or undone.
///
/// # Errors
///
/// When the key is missing, unreadable, or not the one that sealed this database.
pub async fn keys(
    config: &Config,
    database: &impl ConnectionTrait,
    random: &Random,
) -> Result<Keys, KeyError> {
    let (file, folder) = (&config.key_file, &config.keys_directory);
    let keys = match &config.master_key {
        Some(text) => Keys::from_hex(text.expose(), folder)?,
        None => {
            let fresh = roster::is_empty(database).await?;
            Keys::open(file, folder, fresh, random)?
        }
    };
    let keys = match check_key(&keys, database).await {
        Ok(()) => {
            renewal::discard(file, folder)?;
            keys
        }
        Err(KeyError::WrongKey) => {
            let next = renewal::next(file, folder, random)?.ok_or(KeyError::WrongKey)?;
            check_key(&next, database).await?;
            renewal::finish(file, folder)?;
            next
        }
        Err(error) => return Err(error),
    };
    let former = former(&keys, database).await?;
    Ok(keys.following(former))
}

/// Whether a ticket may lie on paper: then what hashed it is to be remembered.
pub async fn has_tickets(database: &impl ConnectionTrait) -> Result<bool, DbErr> {
    let tickets = ticket::Entity::find().count(database).await?;
    Ok(tickets > 0 || pouch_row::Entity::find().count(database).await? > 0)
}

/// Seals anew under `new` what `old` sealed: rosters and pouches with fresh keys of their own, hashes of tickets, and what
/// is left of earlier keys. No box may be open: its ballots name tickets by their hashes.
pub async fn reseal(
    old: &Keys,
    new: &Keys,
    random: &Random,
    tx: &impl ConnectionTrait,
) -> Result<(), SealedError> {
    let rosters: Vec<(i64, i32)> = roster_row::Entity::find()
        .select_only()
        .columns([roster_row::Column::GroupId, roster_row::Column::Epoch])
        .into_tuple()
        .all(tx)
        .await?;
    for (group, epoch) in rosters {
        let roster = Roster::open_locked(group, epoch, old, tx).await?;
        roster.store_under(new, random, tx).await?;
    }
    let pouches: Vec<i64> = pouch_row::Entity::find()
        .select_only()
        .column(pouch_row::Column::GroupId)
        .into_tuple()
        .all(tx)
        .await?;
    for group in pouches {
        let opened = Pouch::open_locked(group, old, tx).await?;
        let mut pouch = opened.ok_or(SealedError::Missing("pouch"))?;
        for mac in pouch.seats.iter_mut().flat_map(|seat| &mut seat.ticket) {
            *mac = new.inbox_ticket_mac_again(group, mac);
        }
        pouch.store_under(new, random, tx).await?;
    }
    factors(old, new, random, tx).await?;
    deals::end_all(old, tx).await?;
    tickets(new, tx).await?;
    remember(new, random, tx).await
}

/// Second factors of staff. One that the old key does not open is of no use to anybody, and stays as it is.
async fn factors(
    old: &Keys,
    new: &Keys,
    random: &Random,
    tx: &impl ConnectionTrait,
) -> Result<(), SealedError> {
    for who in staff::all().all(tx).await? {
        let context = staff::factor_context(who.id);
        let opened = who
            .factor
            .as_ref()
            .map(|factor| old.unseal(factor, &context));
        if let Some(Ok(secret)) = opened {
            let sealed = new.seal(&secret, &context, random);
            who.reseal_factor(sealed, tx).await?;
        }
    }
    Ok(())
}

async fn tickets(new: &Keys, tx: &impl ConnectionTrait) -> Result<(), SealedError> {
    let mut rows = ticket::Entity::find().all(tx).await?;
    ticket::Entity::delete_many().exec(tx).await?;
    for row in &mut rows {
        let before: [u8; 32] = row
            .mac
            .as_slice()
            .try_into()
            .map_err(|_| SealedError::Unreadable("ticket"))?;
        row.mac = new.ticket_mac_again(row.group_id, &before).to_vec();
    }
    // In the order of the new hashes: none of the old one is left.
    rows.sort_by(|one, other| one.mac.cmp(&other.mac));
    for rows in rows.chunks(AT_ONCE) {
        let rows = rows.iter().cloned();
        let rows = rows.map(|row| ticket::ActiveModel::from(row).reset_all());
        ticket::Entity::insert_many(rows)
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

async fn remember(
    new: &Keys,
    random: &Random,
    tx: &impl ConnectionTrait,
) -> Result<(), SealedError> {
    former_key::Entity::delete_many().exec(tx).await?;
    for (position, keys) in new.former().iter().enumerate() {
        let position = position as i32;
        let row = former_key::Model {
            position,
            tickets: new.wrap(&keys.tickets, &context(position, "tickets"), random),
            inbox_tickets: new.wrap(&keys.inbox_tickets, &context(position, "inbox"), random),
        };
        former_key::Entity::insert(former_key::ActiveModel::from(row).reset_all())
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

/// What is left of earlier master keys, the oldest first.
async fn former(keys: &Keys, database: &impl ConnectionTrait) -> Result<Vec<TicketKeys>, KeyError> {
    let rows = former_key::Entity::find()
        .order_by_asc(former_key::Column::Position)
        .all(database)
        .await
        .map_err(KeyError::Database)?;
    let opened = |row: &former_key::Model| {
        Ok(TicketKeys {
            tickets: keys.unwrap(&row.tickets, &context(row.position, "tickets"))?,
            inbox_tickets: keys.unwrap(&row.inbox_tickets, &context(row.position, "inbox"))?,
        })
    };
    rows.iter().map(opened).collect()
}

fn context(position: i32, of: &str) -> String {
    format!("former-{position}-{of}")
}

async fn check_key(keys: &Keys, database: &impl ConnectionTrait) -> Result<(), KeyError> {
    roster::check_key(keys, database).await?;
    pouch::check_key(keys, database).await
}
