//! The ballot box of one open session: sealed as a whole at every write, so that nothing tells how many ballots it holds.

use sea_orm::{ActiveValue::Set, QuerySelect, entity::prelude::*};

use super::SealedError;
use super::ballot::Ballot;
use super::keys::{Keys, RowKey};
use super::member_key::Tag;
use super::slots::{self, Contents, Place, SlotError};
use crate::entities::{ballot_box, group, session};
use crate::random::Random;

const SLOT: usize = 16 * 1024;

/// An opened box.
pub struct BallotBox {
    /// The ballots in no order.
    pub ballots: Vec<Ballot>,
    row: ballot_box::Model,
    key: RowKey,
}

/// Name of the file that holds a box's key.
pub fn key_name(session: i64) -> String {
    format!("box-{session}")
}

/// The session whose box [`key_name`] named.
pub fn session_of_key(name: &str) -> Option<i64> {
    name.strip_prefix("box-")?.parse().ok()
}

fn place(row: &ballot_box::Model) -> Place<'_> {
    Place {
        table: "ballot_box",
        group: row.group_id,
        index: row.session_id,
        epoch: row.epoch,
        version: &row.version,
    }
}

impl BallotBox {
    /// Puts up an empty box. Its key must already lie in its file.
    pub async fn create(
        group: &group::Model,
        session: &session::Model,
        key: &RowKey,
        random: &Random,
        tx: &impl ConnectionTrait,
    ) -> Result<(), SealedError> {
        let mut row = ballot_box::Model {
            group_id: group.id,
            session_id: session.id,
            epoch: group.epoch,
            version: slots::fresh_version(random),
            capacity: group.capacity,
            body: Vec::new(),
        };
        row.body = slots::seal(
            &Contents::default(),
            row.capacity as usize,
            SLOT,
            &place(&row),
            key,
            random,
        )?;
        ballot_box::Entity::insert(ballot_box::ActiveModel::from(row).reset_all())
            .exec_without_returning(tx)
            .await?;
        Ok(())
    }

    /// Opens a group's box; `None` without a box, or without its key, which withholds it.
    pub async fn open(
        group: i64,
        keys: &Keys,
        database: &impl ConnectionTrait,
    ) -> Result<Option<BallotBox>, SealedError> {
        let row = ballot_box::Entity::find_by_id(group).one(database).await?;
        BallotBox::unseal(row, keys)
    }

    /// Opens a group's box to write it; the row stays locked until the transaction ends.
    pub async fn open_locked(
        group: i64,
        keys: &Keys,
        tx: &impl ConnectionTrait,
    ) -> Result<Option<BallotBox>, SealedError> {
        let row = ballot_box::Entity::find_by_id(group)
            .lock_exclusive()
            .one(tx)
            .await?;
        BallotBox::unseal(row, keys)
    }

    fn unseal(
        row: Option<ballot_box::Model>,
        keys: &Keys,
    ) -> Result<Option<BallotBox>, SealedError> {
        let Some(row) = row else { return Ok(None) };
        let Some(key) = keys.kept(&key_name(row.session_id))? else {
            return Ok(None);
        };
        let contents = slots::open(&row.body, SLOT, &place(&row), &key)?;
        let ballots = contents
            .slots
            .iter()
            .map(|slot| Ballot::from_bytes(slot).ok_or(SealedError::Unreadable("ballot box")))
            .collect::<Result<_, _>>()?;
        Ok(Some(BallotBox { ballots, row, key }))
    }

    /// The session whose ballots it takes.
    pub fn session(&self) -> i64 {
        self.row.session_id
    }

    /// The group's epoch when the box was put up.
    pub fn epoch(&self) -> i32 {
        self.row.epoch
    }

    /// The ballot of a member.
    pub fn of_member(&self, member: &Tag) -> Option<&Ballot> {
        self.ballots.iter().find(|ballot| &ballot.member == member)
    }

    /// The ballot that claims a ticket.
    pub fn of_ticket(&self, ticket: &[u8; 32]) -> Option<&Ballot> {
        self.ballots
            .iter()
            .find(|ballot| ballot.ticket.as_ref() == Some(ticket))
    }

    /// Puts a ballot in, in place of an earlier one from the same key; `false` if the box is full.
    pub async fn put(
        mut self,
        ballot: Ballot,
        random: &Random,
        tx: &impl ConnectionTrait,
    ) -> Result<bool, SealedError> {
        self.ballots.retain(|other| other.member != ballot.member);
        self.ballots.push(ballot);
        let before = std::mem::replace(&mut self.row.version, slots::fresh_version(random));
        let contents = Contents {
            head: Vec::new(),
            slots: self.ballots.iter().map(Ballot::to_bytes).collect(),
        };
        let capacity = self.row.capacity as usize;
        let body = match slots::seal(
            &contents,
            capacity,
            SLOT,
            &place(&self.row),
            &self.key,
            random,
        ) {
            Err(SlotError::Full) => return Ok(false),
            sealed => sealed?,
        };
        let written = ballot_box::Entity::update_many()
            .set(ballot_box::ActiveModel {
                version: Set(self.row.version),
                body: Set(body),
                ..Default::default()
            })
            .filter(ballot_box::Column::GroupId.eq(self.row.group_id))
            .filter(ballot_box::Column::Version.eq(before))
            .exec(tx)
            .await?;
        if written.rows_affected == 1 {
            Ok(true)
        } else {
            Err(SealedError::Overtaken)
        }
    }
}
