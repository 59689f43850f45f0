//! The sealed quarter: linked pairs of first and latest score, one a person and quarter, until figures of a scope are made of them.

use analytics::change::LinkedPair;
use sea_orm::{QuerySelect, entity::prelude::*};
use serde::{Deserialize, Serialize};

use super::SealedError;
use super::keys::Keys;
use super::member_key::Tag;
use super::slots::{self, Contents, Place};
use crate::entities::{group, quarter};
use crate::random::Random;

const SLOT: usize = 128;

#[derive(Serialize, Deserialize)]
struct Slot {
    tag: Tag,
    first: f64,
    last: f64,
}

/// Calendar quarters counted: `year * 4 + quarter - 1`. `date` is `YYYY-MM-DD`.
pub fn number_of(date: &str) -> i32 {
    let part = |range| {
        date.get(range)
            .and_then(|digits: &str| digits.parse::<i32>().ok())
    };
    part(0..4).unwrap_or(0) * 4 + (part(5..7).unwrap_or(1) - 1) / 3
}

/// A quarter's name, such as `2026Q4`.
pub fn name_of(number: i32) -> String {
    format!("{}Q{}", number / 4, number % 4 + 1)
}

/// Name of the file that holds a quarter's key.
pub fn key_name(row: &quarter::Model) -> String {
    format!(
        "quarter-{}-{}-{}-{}",
        row.group_id, row.quarter, row.measure, row.measure_version
    )
}

fn place(row: &quarter::Model) -> Place<'_> {
    Place {
        table: "quarter",
        group: row.group_id,
        index: row.measure_version.into(),
        epoch: row.epoch,
        version: &row.version,
    }
}

/// Adds pairs on a measure to the group's row of a quarter. A person's later pair replaces
/// the earlier one. A row whose key is lost begins anew.
pub async fn add(
    group: &group::Model,
    number: i32,
    measure: &group::Named,
    pairs: &[(Tag, LinkedPair)],
    keys: &Keys,
    random: &Random,
    tx: &impl ConnectionTrait,
) -> Result<(), SealedError> {
    let id = (
        group.id,
        name_of(number),
        measure.id.clone(),
        measure.version.into(),
    );
    let found = quarter::Entity::find_by_id(id.clone())
        .lock_exclusive()
        .one(tx)
        .await?;
    let mut row = found.clone().unwrap_or(quarter::Model {
        group_id: id.0,
        quarter: id.1,
        measure: id.2,
        measure_version: id.3,
        epoch: group.epoch,
        version: Vec::new(),
        capacity: group.capacity,
        body: Vec::new(),
    });
    let name = key_name(&row);
    let kept = keys.kept(&name)?;
    let mut slots: Vec<Slot> = match (&found, &kept) {
        (Some(row), Some(key)) => slots::open(&row.body, SLOT, &place(row), key)?
            .slots
            .iter()
            .map(|slot| postcard::from_bytes(slot))
            .collect::<Result<_, _>>()
            .map_err(|_| SealedError::Unreadable("quarter"))?,
        _ => Vec::new(),
    };
    for (tag, pair) in pairs {
        slots.retain(|slot| &slot.tag != tag);
        slots.push(Slot {
            tag: *tag,
            first: pair.first,
            last: pair.last,
        });
    }
    let key = match kept {
        Some(key) => key,
        None => {
            let key = Keys::fresh(random);
            keys.keep(&name, &key, random)?;
            key
        }
    };
    let capacity = slots.len().next_power_of_two().max(row.capacity as usize);
    row.capacity = capacity as i32;
    row.version = slots::fresh_version(random);
    let contents = Contents {
        head: Vec::new(),
        slots: slots
            .iter()
            .map(|slot| postcard::to_allocvec(slot).expect("BUG: a pair is plain data"))
            .collect(),
    };
    row.body = slots::seal(&contents, capacity, SLOT, &place(&row), &key, random)?;
    let written = quarter::ActiveModel::from(row).reset_all();
    if found.is_some() {
        quarter::Entity::update(written).exec(tx).await?;
    } else {
        quarter::Entity::insert(written)
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

/// The pairs of a row; none where its key is lost.
pub fn pairs(row: &quarter::Model, keys: &Keys) -> Result<Vec<LinkedPair>, SealedError> {
    let Some(key) = keys.kept(&key_name(row))? else {
        return Ok(Vec::new());
    };
    let contents = slots::open(&row.body, SLOT, &place(row), &key)?;
    let pair = |slot: &Vec<u8>| {
        let slot: Slot = postcard::from_bytes(slot)?;
        Ok(LinkedPair {
            first: slot.first,
            last: slot.last,
        })
    };
    let pairs: Result<Vec<LinkedPair>, postcard::Error> = contents.slots.iter().map(pair).collect();
    pairs.map_err(|_| SealedError::Unreadable("quarter"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quarters_are_the_calendars() {
        assert_eq!(name_of(number_of("2026-03-31")), "2026Q1");
        assert_eq!(name_of(number_of("2026-04-01")), "2026Q2");
        assert_eq!(name_of(number_of("2026-12-31")), "2026Q4");
        assert_eq!(number_of("2027-01-01") - number_of("2026-12-31"), 1);
    }
}
