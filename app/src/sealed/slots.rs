//! One ciphertext of equal slots in random order: the form of every sealed row. What a slot means is its owner's matter.

use chacha20poly1305::aead::{AeadInOut, KeyInit};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use rand::seq::SliceRandom;
use zeroize::Zeroize;

use super::keys::RowKey;
use crate::random::Random;

const NONCE: usize = 24;
const LENGTH: usize = 4;
const TAG: usize = 16;

/// Bytes of the part that belongs to the whole row.
pub const HEAD: usize = 4096;

/// Which row a ciphertext belongs to; it opens nowhere else.
pub struct Place<'a> {
    /// The table.
    pub table: &'static str,
    /// The group.
    pub group: i64,
    /// Session or window; 0 where a group has one such row.
    pub index: i64,
    /// The group's epoch.
    pub epoch: i32,
    /// The row's random version.
    pub version: &'a [u8],
}

impl Place<'_> {
    fn associated_data(&self) -> Vec<u8> {
        [
            self.table.as_bytes(),
            b"\0",
            &self.group.to_be_bytes(),
            &self.index.to_be_bytes(),
            &self.epoch.to_be_bytes(),
            self.version,
        ]
        .concat()
    }
}

/// The opened contents of a row; wiped when dropped.
#[derive(Default)]
pub struct Contents {
    /// What belongs to the whole row.
    pub head: Vec<u8>,
    /// The filled slots, in no order.
    pub slots: Vec<Vec<u8>>,
}

impl Drop for Contents {
    fn drop(&mut self) {
        self.head.zeroize();
        self.slots.iter_mut().for_each(Zeroize::zeroize);
    }
}

/// Why a ciphertext cannot be opened or made.
#[derive(Debug, thiserror::Error)]
pub enum SlotError {
    /// Wrong key, wrong place or damaged bytes.
    #[error("a sealed row does not open with its key")]
    DoesNotOpen,
    /// A slot's contents are larger than a slot.
    #[error("{0} bytes do not fit a slot")]
    TooLarge(usize),
    /// More filled slots than the row has.
    #[error("all slots are filled")]
    Full,
}

/// A fresh random version.
pub fn fresh_version(random: &Random) -> Vec<u8> {
    let mut version = vec![0; 16];
    random.fill(&mut version);
    version
}

/// Seals contents into `capacity` slots of `size` bytes, in an order drawn anew.
pub fn seal(
    contents: &Contents,
    capacity: usize,
    size: usize,
    place: &Place,
    key: &RowKey,
    random: &Random,
) -> Result<Vec<u8>, SlotError> {
    if contents.slots.len() > capacity {
        return Err(SlotError::Full);
    }
    let mut order: Vec<usize> = (0..capacity).collect();
    order.shuffle(&mut random.clone());
    // Sealed where it stands, in room for the cipher's tag too: no clear copy is left in freed memory.
    let mut body = Vec::with_capacity(HEAD + capacity * size + TAG);
    body.resize(HEAD + capacity * size, 0);
    write_framed(&mut body[..HEAD], &contents.head)?;
    for (slot, position) in contents.slots.iter().zip(order) {
        let start = HEAD + position * size;
        write_framed(&mut body[start..start + size], slot)?;
    }
    let nonce = random.bytes::<NONCE>();
    XChaCha20Poly1305::new(&(**key).into())
        .encrypt_in_place(&XNonce::from(nonce), &place.associated_data(), &mut body)
        .expect("BUG: a row is far below the cipher's limit");
    Ok([nonce.as_slice(), &body].concat())
}

/// Opens what [`seal`] made for the same place.
pub fn open(body: &[u8], size: usize, place: &Place, key: &RowKey) -> Result<Contents, SlotError> {
    let (nonce, sealed) = body
        .split_first_chunk::<NONCE>()
        .ok_or(SlotError::DoesNotOpen)?;
    let mut clear = sealed.to_vec();
    XChaCha20Poly1305::new(&(**key).into())
        .decrypt_in_place(&XNonce::from(*nonce), &place.associated_data(), &mut clear)
        .map_err(|_| SlotError::DoesNotOpen)?;
    let (head, slots) = clear
        .split_at_mut_checked(HEAD)
        .ok_or(SlotError::DoesNotOpen)?;
    let mut contents = Contents {
        head: take_framed(head)?,
        slots: Vec::new(),
    };
    for slot in slots.chunks_mut(size) {
        let bytes = take_framed(slot)?;
        if !bytes.is_empty() {
            contents.slots.push(bytes);
        }
    }
    Ok(contents)
}

fn write_framed(target: &mut [u8], bytes: &[u8]) -> Result<(), SlotError> {
    if bytes.len() + LENGTH > target.len() {
        return Err(SlotError::TooLarge(bytes.len()));
    }
    target[..LENGTH].copy_from_slice(&(bytes.len() as u32).to_be_bytes());
    target[LENGTH..LENGTH + bytes.len()].copy_from_slice(bytes);
    Ok(())
}

/// Copies the bytes out and wipes them where they stood; the rest of a slot is zero already.
fn take_framed(source: &mut [u8]) -> Result<Vec<u8>, SlotError> {
    let (length, rest) = source
        .split_first_chunk_mut::<LENGTH>()
        .ok_or(SlotError::DoesNotOpen)?;
    let length = u32::from_be_bytes(*length) as usize;
    let framed = rest.get_mut(..length).ok_or(SlotError::DoesNotOpen)?;
    let bytes = framed.to_vec();
    framed.zeroize();
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sealed::keys::Keys;

    fn place(version: &[u8]) -> Place<'_> {
        Place {
            table: "ballot_box",
            group: 7,
            index: 3,
            epoch: 1,
            version,
        }
    }

    #[test]
    fn a_full_row_is_as_long_as_an_empty_one_and_opens_only_in_its_place() {
        let random = Random::seeded(1);
        let key = Keys::fresh(&random);
        let version = fresh_version(&random);
        let full = Contents {
            head: vec![],
            slots: (0..16).map(|n| vec![n; 99]).collect(),
        };
        let sealed = seal(&full, 16, 1024, &place(&version), &key, &random).unwrap();
        let empty = seal(
            &Contents::default(),
            16,
            1024,
            &place(&version),
            &key,
            &random,
        )
        .unwrap();
        assert_eq!(sealed.len(), empty.len());

        let opened = open(&sealed, 1024, &place(&version), &key).unwrap();
        let mut slots = opened.slots.clone();
        assert_ne!(slots, full.slots, "the order is drawn anew");
        slots.sort();
        assert_eq!(slots, full.slots);

        let elsewhere = Place {
            index: 4,
            ..place(&version)
        };
        assert!(matches!(
            open(&sealed, 1024, &elsewhere, &key),
            Err(SlotError::DoesNotOpen)
        ));
    }

    #[test]
    fn too_much_is_refused_before_anything_is_written() {
        let random = Random::seeded(2);
        let key = Keys::fresh(&random);
        let one = Contents {
            head: vec![],
            slots: vec![vec![1; 1021]],
        };
        assert!(matches!(
            seal(&one, 1, 1024, &place(&[0; 16]), &key, &random),
            Err(SlotError::TooLarge(1021))
        ));
        let two = Contents {
            head: vec![],
            slots: vec![vec![1], vec![2]],
        };
        assert!(matches!(
            seal(&two, 1, 1024, &place(&[0; 16]), &key, &random),
            Err(SlotError::Full)
        ));
    }
}
