//! The sealed roster: every member's locker under their tag, and the group's exact sums. One ciphertext for all.

use analytics::tally::PooledSums;
use sea_orm::{ActiveValue::Set, QuerySelect, entity::prelude::*};
use serde::{Deserialize, Serialize};

use super::SealedError;
use super::keys::{KeyError, Keys};
use super::member_key::Tag;
use super::slots::{self, Contents, Place};
use crate::entities::roster;
use crate::random::Random;

const SLOT: usize = 4096;
const MOST_SLOTS: usize = 128;
/// Sessions that a key may miss; then it sleeps until a ticket wakes it, so that a lost phone answers no more.
const AWAKE: i32 = 8;

/// One member's slot.
#[derive(Clone, Serialize, Deserialize)]
pub struct Member {
    /// Found with the member's key only.
    pub tag: Tag,
    /// Number of the session at which the key was enrolled.
    pub enrolled: i32,
    /// Number of the session at which it was last used.
    pub last_used: i32,
    /// The sealed locker.
    pub locker: Vec<u8>,
}

impl Member {
    /// Whether the key has been unused for too long to answer in a session.
    pub fn sleeps_at(&self, session: i32) -> bool {
        session - self.last_used > AWAKE
    }
}

/// Exact sums of one figure, from which the pooled deviation is made.
#[derive(Clone, Serialize, Deserialize)]
pub struct FigureSums {
    /// Identifier of the measure.
    pub measure: String,
    /// Its version.
    pub version: u16,
    /// Identifier of the scale.
    pub scale: String,
    /// The sums of its released windows.
    pub sums: PooledSums,
}

/// An opened roster of one epoch.
pub struct Roster {
    /// Members in no order.
    pub members: Vec<Member>,
    /// The group's sums; they survive a re-keying.
    pub sums: Vec<FigureSums>,
    row: roster::Model,
}

fn context(group: i64, epoch: i32) -> String {
    format!("roster-{group}-{epoch}")
}

fn place(row: &roster::Model) -> Place<'_> {
    Place {
        table: "roster",
        group: row.group_id,
        index: 0,
        epoch: row.epoch,
        version: &row.version,
    }
}

/// Whether no roster was ever made, so that a new master key would lose nothing.
pub async fn is_empty(database: &impl ConnectionTrait) -> Result<bool, KeyError> {
    let any = roster::Entity::find()
        .select_only()
        .column(roster::Column::GroupId)
        .into_tuple::<i64>();
    any.one(database)
        .await
        .map(|row| row.is_none())
        .map_err(KeyError::Database)
}

/// Opens the key of every roster, to see whether this master key sealed them.
pub async fn check_key(keys: &Keys, database: &impl ConnectionTrait) -> Result<(), KeyError> {
    let columns = [
        roster::Column::GroupId,
        roster::Column::Epoch,
        roster::Column::WrappedKey,
    ];
    let rows = roster::Entity::find()
        .select_only()
        .columns(columns)
        .into_tuple::<(i64, i32, Vec<u8>)>()
        .all(database)
        .await
        .map_err(KeyError::Database)?;
    for (group, epoch, wrapped) in rows {
        keys.unwrap(&wrapped, &context(group, epoch))?;
    }
    Ok(())
}

impl Roster {
    /// Makes and stores the roster of a new epoch, with the sums of the last one.
    pub async fn create(
        group: i64,
        epoch: i32,
        capacity: i32,
        sums: Vec<FigureSums>,
        keys: &Keys,
        random: &Random,
        tx: &impl ConnectionTrait,
    ) -> Result<(), SealedError> {
        let wrapped_key = keys.wrap(&Keys::fresh(random), &context(group, epoch), random);
        let row = roster::Model {
            group_id: group,
            epoch,
            version: slots::fresh_version(random),
            capacity,
            body: Vec::new(),
            wrapped_key,
            kept_until: None,
        };
        let mut made = Roster {
            members: Vec::new(),
            sums,
            row,
        };
        made.reseal(keys, random)?;
        roster::Entity::insert(roster::ActiveModel::from(made.row).reset_all())
            .exec_without_returning(tx)
            .await?;
        Ok(())
    }

    /// Opens the roster to read it.
    pub async fn open(
        group: i64,
        epoch: i32,
        keys: &Keys,
        database: &impl ConnectionTrait,
    ) -> Result<Roster, SealedError> {
        let row = roster::Entity::find_by_id((group, epoch))
            .one(database)
            .await?;
        Roster::unseal(row, keys)
    }

    /// Opens the roster of the epoch before, while it is still kept after a re-keying.
    pub async fn open_former(
        group: i64,
        epoch: i32,
        now: jiff::Timestamp,
        keys: &Keys,
        database: &impl ConnectionTrait,
    ) -> Result<Option<Roster>, SealedError> {
        let row = roster::Entity::find_by_id((group, epoch - 1))
            .filter(roster::Column::KeptUntil.gt(now.as_millisecond()))
            .one(database)
            .await?;
        row.map(|row| Roster::unseal(Some(row), keys)).transpose()
    }

    /// Opens the roster to write it; the row stays locked until the transaction ends.
    pub async fn open_locked(
        group: i64,
        epoch: i32,
        keys: &Keys,
        tx: &impl ConnectionTrait,
    ) -> Result<Roster, SealedError> {
        let row = roster::Entity::find_by_id((group, epoch))
            .lock_exclusive()
            .one(tx)
            .await?;
        Roster::unseal(row, keys)
    }

    /// Opens the roster of the epoch before to write it, while it is still kept.
    pub async fn open_former_locked(
        group: i64,
        epoch: i32,
        now: jiff::Timestamp,
        keys: &Keys,
        tx: &impl ConnectionTrait,
    ) -> Result<Option<Roster>, SealedError> {
        let row = roster::Entity::find_by_id((group, epoch - 1))
            .filter(roster::Column::KeptUntil.gt(now.as_millisecond()))
            .lock_exclusive()
            .one(tx)
            .await?;
        row.map(|row| Roster::unseal(Some(row), keys)).transpose()
    }

    fn unseal(row: Option<roster::Model>, keys: &Keys) -> Result<Roster, SealedError> {
        let row = row.ok_or(SealedError::Missing("roster"))?;
        let key = keys.unwrap(&row.wrapped_key, &context(row.group_id, row.epoch))?;
        let contents = slots::open(&row.body, SLOT, &place(&row), &key)?;
        let members = contents
            .slots
            .iter()
            .map(|slot| postcard::from_bytes(slot))
            .collect::<Result<_, _>>()
            .map_err(|_| SealedError::Unreadable("roster"))?;
        let sums =
            postcard::from_bytes(&contents.head).map_err(|_| SealedError::Unreadable("roster"))?;
        Ok(Roster { members, sums, row })
    }

    /// The epoch whose keys are enrolled here.
    pub fn epoch(&self) -> i32 {
        self.row.epoch
    }

    /// The member with a tag.
    pub fn find(&self, tag: &Tag) -> Option<&Member> {
        self.members.iter().find(|member| &member.tag == tag)
    }

    /// Installs a member's new locker, enrolling the tag where it is new.
    pub fn install(&mut self, tag: Tag, session: i32, locker: Vec<u8>) {
        match self.members.iter_mut().find(|member| member.tag == tag) {
            Some(member) => {
                member.locker = locker;
                member.last_used = session;
            }
            None => self.members.push(Member {
                tag,
                enrolled: session,
                last_used: session,
                locker,
            }),
        }
    }

    /// Blanks a member's slot. Says whether there was one.
    pub fn forget(&mut self, tag: &Tag) -> bool {
        let before = self.members.len();
        self.members.retain(|member| &member.tag != tag);
        self.members.len() < before
    }

    /// Blanks every slot, and the sums behind figures with them. Says whether there was anything.
    pub fn forget_everybody(&mut self) -> bool {
        let had = !self.members.is_empty() || !self.sums.is_empty();
        self.members.clear();
        self.sums.clear();
        had
    }

    /// The sums of one figure, made at its first use.
    pub fn sums_of(&mut self, measure: &str, version: u16, scale: &str) -> &mut PooledSums {
        let known = |figure: &FigureSums| {
            figure.measure == measure && figure.version == version && figure.scale == scale
        };
        let position = self.sums.iter().position(known).unwrap_or_else(|| {
            self.sums.push(FigureSums {
                measure: measure.into(),
                version,
                scale: scale.into(),
                sums: PooledSums::default(),
            });
            self.sums.len() - 1
        });
        &mut self.sums[position].sums
    }

    /// Slots after this close: twice as many where the next enrolments might not fit.
    pub fn grow(&mut self, size: i32) -> i32 {
        let mut capacity = self.row.capacity as usize;
        while capacity < MOST_SLOTS && self.members.len() + size as usize > capacity {
            capacity *= 2;
        }
        if self.members.len() + size as usize > capacity {
            self.members
                .sort_by_key(|member| std::cmp::Reverse(member.last_used));
            self.members.truncate(capacity - size as usize);
        }
        self.row.capacity = capacity as i32;
        self.row.capacity
    }

    /// Writes the roster under another master key, with a fresh key of its own: who holds the old master key and an
    /// old copy opens nothing that is written from now on.
    pub async fn store_under(
        mut self,
        keys: &Keys,
        random: &Random,
        tx: &impl ConnectionTrait,
    ) -> Result<(), SealedError> {
        let fresh = Keys::fresh(random);
        self.row.wrapped_key =
            keys.wrap(&fresh, &context(self.row.group_id, self.row.epoch), random);
        self.store(keys, random, tx).await
    }

    /// Writes the roster: every slot encrypted anew, in a new order.
    pub async fn store(
        mut self,
        keys: &Keys,
        random: &Random,
        tx: &impl ConnectionTrait,
    ) -> Result<(), SealedError> {
        let before = self.row.version.clone();
        self.reseal(keys, random)?;
        let written = roster::Entity::update_many()
            .set(roster::ActiveModel {
                version: Set(self.row.version.clone()),
                capacity: Set(self.row.capacity),
                body: Set(std::mem::take(&mut self.row.body)),
                wrapped_key: Set(self.row.wrapped_key.clone()),
                ..Default::default()
            })
            .filter(roster::Column::GroupId.eq(self.row.group_id))
            .filter(roster::Column::Epoch.eq(self.row.epoch))
            .filter(roster::Column::Version.eq(before))
            .exec(tx)
            .await?;
        if written.rows_affected == 1 {
            Ok(())
        } else {
            Err(SealedError::Overtaken)
        }
    }

    fn reseal(&mut self, keys: &Keys, random: &Random) -> Result<(), SealedError> {
        let key = keys.unwrap(
            &self.row.wrapped_key,
            &context(self.row.group_id, self.row.epoch),
        )?;
        self.row.version = slots::fresh_version(random);
        let contents = Contents {
            head: postcard::to_allocvec(&self.sums).expect("BUG: sums are plain data"),
            slots: self
                .members
                .iter()
                .map(|member| postcard::to_allocvec(member).expect("BUG: a slot is plain data"))
                .collect(),
        };
        self.row.body = slots::seal(
            &contents,
            self.row.capacity as usize,
            SLOT,
            &place(&self.row),
            &key,
            random,
        )?;
        Ok(())
    }
}
