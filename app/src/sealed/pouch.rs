//! The pouch: seats with the names people go by in the group, notes that wait and notes that were delivered. One ciphertext for all.

use sea_orm::{ActiveValue::Set, QuerySelect, entity::prelude::*};
use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

use super::SealedError;
use super::keys::{KeyError, Keys};
use super::member_key::Tag;
use super::slots::{self, Contents, Place};
use crate::entities::pouch;
use crate::random::Random;

const SLOT: usize = 2048;
const FEWEST_SLOTS: usize = 128;
const MOST_SLOTS: usize = 1024;
/// A pouch outlives re-keyings: its keys are not those of the roster.
const EPOCH: i32 = 1;

/// Characters of a seat's name.
pub const NAME: usize = 40;
/// Characters of a therapist's note.
pub const SIGNED: usize = 400;

/// One place in the group, by the name that its owner goes by there. Nothing joins it to a member.
#[derive(Clone, Serialize, Deserialize)]
pub struct Seat {
    /// Random identifier.
    pub id: i64,
    /// The name, at most [`NAME`] characters.
    pub name: String,
    /// Counts the batches that have come together: notes of different rounds cannot be joined.
    pub round: i32,
    /// Number of the last session before this round: whose key was enrolled later is a newcomer to it.
    pub since: i32,
    /// Whether its owner takes no notes for now.
    pub paused: bool,
    /// The tag of the inbox, once its owner has opened it: that is their consent.
    pub inbox: Option<Tag>,
    /// Keyed hash of the ticket that opens the inbox, or has opened it.
    pub ticket: Option<[u8; 32]>,
}

impl Seat {
    /// Whether notes may be written to it.
    pub fn takes_notes(&self) -> bool {
        self.inbox.is_some() && !self.paused
    }
}

/// Who wrote a note.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Writer {
    /// A member: the tag joins their notes to this seat of one round, and nothing else.
    Member {
        /// The tag.
        tag: Tag,
        /// The seat's round when it was written.
        round: i32,
        /// Number of the session that enrolled their key, if that was in this round.
        joined: Option<i32>,
    },
    /// A member, after the delivery.
    Forgotten,
    /// A therapist, who signs.
    Therapist {
        /// By name.
        name: String,
        /// Days since 1970-01-01 in the organisation's zone.
        day: i32,
    },
}

/// How far a note has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Stage {
    /// Nobody sees it until enough members have written to its seat.
    Waiting,
    /// Its batch has come together: the therapist may read its line.
    ToRead,
    /// It may go out with its batch.
    Ready,
    /// It lies in the inbox.
    Delivered,
}

/// One note.
#[derive(Clone, Serialize, Deserialize)]
pub struct Note {
    /// Random identifier; orders nothing.
    pub id: i64,
    /// The seat it is for.
    pub seat: i64,
    /// Who wrote it.
    pub writer: Writer,
    /// What was ticked: identifiers of note choices.
    pub choices: Vec<i32>,
    /// The line; empty where nothing was written.
    pub line: String,
    /// How far it has come.
    pub stage: Stage,
}

impl Drop for Note {
    fn drop(&mut self) {
        self.line.zeroize();
    }
}

#[derive(Serialize, Deserialize)]
enum Slot {
    Seat(Seat),
    Note(Note),
}

/// An opened pouch.
pub struct Pouch {
    /// Seats, in the order in which they were entered.
    pub seats: Vec<Seat>,
    /// Notes in no order.
    pub notes: Vec<Note>,
    row: pouch::Model,
}

fn context(group: i64) -> String {
    format!("pouch-{group}")
}

fn place(row: &pouch::Model) -> Place<'_> {
    Place {
        table: "pouch",
        group: row.group_id,
        index: 0,
        epoch: row.epoch,
        version: &row.version,
    }
}

/// Opens the key of every pouch, to see whether this master key sealed them.
pub async fn check_key(keys: &Keys, database: &impl ConnectionTrait) -> Result<(), KeyError> {
    let rows = pouch::Entity::find()
        .select_only()
        .columns([pouch::Column::GroupId, pouch::Column::WrappedKey])
        .into_tuple::<(i64, Vec<u8>)>()
        .all(database)
        .await
        .map_err(KeyError::Database)?;
    for (group, wrapped) in rows {
        keys.unwrap(&wrapped, &context(group))?;
    }
    Ok(())
}

impl Pouch {
    /// Makes and stores a group's empty pouch.
    pub async fn create(
        group: i64,
        keys: &Keys,
        random: &Random,
        tx: &impl ConnectionTrait,
    ) -> Result<(), SealedError> {
        let row = pouch::Model {
            group_id: group,
            epoch: EPOCH,
            version: slots::fresh_version(random),
            capacity: FEWEST_SLOTS as i32,
            body: Vec::new(),
            wrapped_key: keys.wrap(&Keys::fresh(random), &context(group), random),
        };
        let mut made = Pouch {
            seats: Vec::new(),
            notes: Vec::new(),
            row,
        };
        made.reseal(keys, random)?;
        pouch::Entity::insert(pouch::ActiveModel::from(made.row).reset_all())
            .exec_without_returning(tx)
            .await?;
        Ok(())
    }

    /// Opens a group's pouch to read it; `None` where the group writes no notes yet.
    pub async fn open(
        group: i64,
        keys: &Keys,
        database: &impl ConnectionTrait,
    ) -> Result<Option<Pouch>, SealedError> {
        let row = pouch::Entity::find_by_id(group).one(database).await?;
        row.map(|row| Pouch::unseal(row, keys)).transpose()
    }

    /// Opens a group's pouch to write it; the row stays locked until the transaction ends.
    pub async fn open_locked(
        group: i64,
        keys: &Keys,
        tx: &impl ConnectionTrait,
    ) -> Result<Option<Pouch>, SealedError> {
        let row = pouch::Entity::find_by_id(group)
            .lock_exclusive()
            .one(tx)
            .await?;
        row.map(|row| Pouch::unseal(row, keys)).transpose()
    }

    fn unseal(row: pouch::Model, keys: &Keys) -> Result<Pouch, SealedError> {
        let key = keys.unwrap(&row.wrapped_key, &context(row.group_id))?;
        let contents = slots::open(&row.body, SLOT, &place(&row), &key)?;
        let unreadable = |_| SealedError::Unreadable("pouch");
        let order: Vec<i64> = postcard::from_bytes(&contents.head).map_err(unreadable)?;
        let (mut seats, mut notes) = (Vec::new(), Vec::new());
        for slot in &contents.slots {
            match postcard::from_bytes(slot).map_err(unreadable)? {
                Slot::Seat(seat) => seats.push(seat),
                Slot::Note(note) => notes.push(note),
            }
        }
        seats.sort_by_key(|seat: &Seat| order.iter().position(|id| *id == seat.id));
        Ok(Pouch { seats, notes, row })
    }

    /// The group whose pouch it is.
    pub fn group(&self) -> i64 {
        self.row.group_id
    }

    /// The seat with an identifier.
    pub fn seat(&self, id: i64) -> Option<&Seat> {
        self.seats.iter().find(|seat| seat.id == id)
    }

    /// The seat whose inbox has a tag.
    pub fn of_inbox(&mut self, tag: &Tag) -> Option<&mut Seat> {
        self.seats
            .iter_mut()
            .find(|seat| seat.inbox.as_ref() == Some(tag))
    }

    /// Writes the pouch under another master key, with a fresh key of its own: who holds the old master key and an
    /// old copy opens nothing that is written from now on.
    pub async fn store_under(
        mut self,
        keys: &Keys,
        random: &Random,
        tx: &impl ConnectionTrait,
    ) -> Result<(), SealedError> {
        let fresh = Keys::fresh(random);
        self.row.wrapped_key = keys.wrap(&fresh, &context(self.row.group_id), random);
        self.store(keys, random, tx).await
    }

    /// Writes the pouch: every slot encrypted anew, in a new order. Old deliveries make room for new notes.
    pub async fn store(
        mut self,
        keys: &Keys,
        random: &Random,
        tx: &impl ConnectionTrait,
    ) -> Result<(), SealedError> {
        let before = self.row.version.clone();
        self.reseal(keys, random)?;
        let written = pouch::Entity::update_many()
            .set(pouch::ActiveModel {
                version: Set(self.row.version.clone()),
                capacity: Set(self.row.capacity),
                body: Set(std::mem::take(&mut self.row.body)),
                wrapped_key: Set(self.row.wrapped_key.clone()),
                ..Default::default()
            })
            .filter(pouch::Column::GroupId.eq(self.row.group_id))
            .filter(pouch::Column::Version.eq(before))
            .exec(tx)
            .await?;
        if written.rows_affected == 1 {
            Ok(())
        } else {
            Err(SealedError::Overtaken)
        }
    }

    fn reseal(&mut self, keys: &Keys, random: &Random) -> Result<(), SealedError> {
        let key = keys.unwrap(&self.row.wrapped_key, &context(self.row.group_id))?;
        while self.seats.len() + self.notes.len() > MOST_SLOTS {
            let delivered = |note: &Note| note.stage == Stage::Delivered;
            let position = self.notes.iter().position(delivered).unwrap_or(0);
            self.notes.remove(position);
        }
        let filled = self.seats.len() + self.notes.len();
        let capacity = filled
            .next_power_of_two()
            .max(self.row.capacity as usize)
            .min(MOST_SLOTS);
        self.row.capacity = capacity as i32;
        self.row.version = slots::fresh_version(random);
        let order: Vec<i64> = self.seats.iter().map(|seat| seat.id).collect();
        let seats = self.seats.iter().cloned().map(Slot::Seat);
        let notes = self.notes.iter().cloned().map(Slot::Note);
        let contents = Contents {
            head: postcard::to_allocvec(&order).expect("BUG: numbers are plain data"),
            slots: seats
                .chain(notes)
                .map(|slot| postcard::to_allocvec(&slot).expect("BUG: a slot is plain data"))
                .collect(),
        };
        self.row.body = slots::seal(&contents, capacity, SLOT, &place(&self.row), &key, random)?;
        Ok(())
    }
}
