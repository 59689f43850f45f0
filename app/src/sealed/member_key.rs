//! The member key: the secret that only the phone and its owner have, and the tags derived from it for one request.

use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::codes;
use super::keys::RowKey;
use crate::random::Random;

/// A tag of one purpose; tags of different purposes cannot be joined without the key.
pub type Tag = [u8; 32];

const NONCE: usize = 24;

/// 128 bits that the server never keeps.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct MemberKey([u8; 16]);

impl MemberKey {
    /// A key to propose with a ticket.
    pub fn fresh(random: &Random) -> MemberKey {
        let mut key = [0; 16];
        random.fill(&mut key);
        MemberKey(key)
    }

    /// Reads a key as typed, scanned or kept in a cookie.
    pub fn parse(typed: &str) -> Option<MemberKey> {
        codes::decode(typed).map(MemberKey)
    }

    /// The 26 characters of the key.
    pub fn to_code(&self) -> Zeroizing<String> {
        Zeroizing::new(codes::encode(&self.0))
    }

    /// Every tag for one group and epoch. `window` is the index of the release
    /// window, `quarter` counts calendar quarters (`year * 4 + quarter - 1`); a
    /// key that is carried over a re-keying still has one pair a quarter.
    pub fn tags(&self, group: i64, epoch: i32, window: i32, quarter: i32) -> Tags {
        let derive =
            |purpose, epoch, index: i32| self.derive(purpose, group, epoch, &index.to_be_bytes());
        Tags {
            member: derive(b"member  ", epoch, 0),
            locker: RowKey::new(derive(b"locker  ", epoch, 0)),
            ballot: derive(b"ballot  ", epoch, window),
            change: derive(b"change  ", 0, quarter),
        }
    }

    /// The tag of this member's notes to one seat until that seat's next delivery.
    pub fn note_tag(&self, group: i64, seat: i64, round: i32) -> Tag {
        let index = [&seat.to_be_bytes()[..], &round.to_be_bytes()].concat();
        self.derive(b"note    ", group, 0, &index)
    }

    /// The tag of an inbox whose key this is. An inbox has a key of its own, never a member's.
    pub fn inbox_tag(&self, group: i64) -> Tag {
        self.derive(b"inbox   ", group, 0, &[0; 4])
    }

    fn derive(&self, purpose: &[u8; 8], group: i64, epoch: i32, index: &[u8]) -> Tag {
        let mut tag = [0; 32];
        Hkdf::<Sha256>::new(None, &self.0)
            .expand_multi_info(
                &[
                    b"chorus/v1/",
                    purpose,
                    &group.to_be_bytes(),
                    &epoch.to_be_bytes(),
                    index,
                ],
                &mut tag,
            )
            .expect("BUG: 32 bytes can always be derived");
        tag
    }
}

/// What one request may know of a member.
pub struct Tags {
    /// Finds the member's slot in the roster.
    pub member: Tag,
    /// Opens the member's locker.
    pub locker: RowKey,
    /// Joins the member's ballots of one release window.
    pub ballot: Tag,
    /// Joins the member's pairs of one calendar quarter.
    pub change: Tag,
}

impl Tags {
    /// Seals a locker of any length up to `padded` bytes so that its length tells nothing.
    pub fn seal_locker(&self, clear: &[u8], padded: usize, random: &Random) -> Vec<u8> {
        assert!(
            clear.len() + 2 <= padded,
            "BUG: a locker is trimmed before it is sealed"
        );
        let mut framed = Zeroizing::new(vec![0; padded]);
        framed[..2].copy_from_slice(&(clear.len() as u16).to_be_bytes());
        framed[2..2 + clear.len()].copy_from_slice(clear);
        let mut nonce = [0; NONCE];
        random.fill(&mut nonce);
        let sealed = XChaCha20Poly1305::new(&(*self.locker).into())
            .encrypt(&XNonce::from(nonce), framed.as_slice())
            .expect("BUG: a locker can always be sealed");
        [nonce.as_slice(), &sealed].concat()
    }

    /// Opens a locker; `None` with a key that is not its owner's.
    pub fn open_locker(&self, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>()?;
        let framed = XChaCha20Poly1305::new(&(*self.locker).into())
            .decrypt(&XNonce::from(*nonce), sealed)
            .map(Zeroizing::new)
            .ok()?;
        let (length, rest) = framed.split_first_chunk::<2>()?;
        rest.get(..usize::from(u16::from_be_bytes(*length)))
            .map(|clear| Zeroizing::new(clear.to_vec()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_differ_by_purpose_group_epoch_and_window() {
        let key = MemberKey([7; 16]);
        let tags = key.tags(1, 1, 1, 8104);
        assert_ne!(tags.member, tags.ballot);
        assert_ne!(tags.member, key.tags(2, 1, 1, 8104).member);
        assert_ne!(tags.member, key.tags(1, 2, 1, 8104).member);
        assert_ne!(tags.ballot, key.tags(1, 1, 2, 8104).ballot);
        assert_ne!(key.note_tag(1, 5, 0), key.note_tag(1, 5, 1));
        assert_ne!(key.note_tag(1, 5, 0), key.note_tag(1, 6, 0));
        assert_ne!(key.inbox_tag(1), tags.member);
        assert_eq!(tags.member, key.tags(1, 1, 2, 8105).member);
        assert_eq!(tags.change, key.tags(1, 2, 1, 8104).change);
    }

    #[test]
    fn a_locker_opens_only_with_its_key_and_shows_no_length() {
        let random = Random::seeded(3);
        let own = MemberKey::fresh(&random).tags(1, 1, 1, 1);
        let other = MemberKey::fresh(&random).tags(1, 1, 1, 1);
        let short = own.seal_locker(b"a", 100, &random);
        let long = own.seal_locker(&[b'a'; 98], 100, &random);
        assert_eq!(short.len(), long.len());
        assert_eq!(own.open_locker(&short).unwrap().as_slice(), b"a");
        assert!(other.open_locker(&short).is_none());
    }
}
