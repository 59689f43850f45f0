//! Hashes and checks passwords: argon2id, off the async threads, two at a time.

use std::sync::Arc;

use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use zeroize::Zeroizing;

use crate::random::Random;
use crate::words::{say, say_with};

/// The fewest characters of a password that a person chooses (NIST SP 800-63B, 2025, where it is the only proof).
pub const SHORTEST: usize = 15;

/// Guesses that a chosen password must withstand, as a power of ten (NIST SP 800-63B, 2025, asks for a list of common
/// ones; Wheeler 2016 counts how soon a guesser who knows such lists would come to it).
const WITHSTANDS: f64 = 8.0;

/// Sign-ins that may wait for a turn: about two seconds' work.
const ROOM: usize = 64;

/// Why nobody may choose this password, said to whoever typed it; `None` where they may. `about` is what a guesser who
/// knows them tries first: their name, their address, their organisation.
pub fn refused(password: &str, about: &[&str]) -> Option<String> {
    if password.chars().count() < SHORTEST {
        let least = [("least", SHORTEST.into())];
        return Some(say_with("staff-password-short", &least));
    }
    let parts = about
        .iter()
        .map(|text| text.split(|c: char| !c.is_alphanumeric()));
    let words: Vec<String> = parts
        .flat_map(|parts| {
            let whole = parts.clone().collect::<String>();
            parts.map(str::to_owned).chain([whole])
        })
        .filter(|word| word.chars().count() > 2)
        .collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let guessed = zxcvbn::zxcvbn(password, &words).guesses_log10() < WITHSTANDS;
    guessed.then(|| say("staff-password-guessed"))
}

/// Hashes passwords, with 19 MiB and two passes each (OWASP's smallest setting for argon2id, 2024).
#[derive(Clone, Debug)]
pub struct Passwords {
    random: Random,
    /// A flood of sign-ins must neither take all memory nor stop the survey.
    turns: Arc<Semaphore>,
    room: Arc<Semaphore>,
    nobodys: Arc<str>,
}

impl Passwords {
    /// With salts from `random`.
    pub fn new(random: Random) -> Self {
        let nobodys = hash("nobody's", &random).into();
        Self {
            random,
            turns: Arc::new(Semaphore::new(2)),
            room: Arc::new(Semaphore::new(ROOM)),
            nobodys,
        }
    }

    /// A place in the waiting room, to be kept until the password is checked; `None` where it is full.
    pub fn room(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.room).try_acquire_owned().ok()
    }

    /// The hash of `password`, in PHC form.
    pub async fn hash(&self, password: String) -> String {
        let random = self.random.clone();
        let password = Zeroizing::new(password);
        self.in_turn(move || hash(&password, &random)).await
    }

    /// Whether `password` belongs to `stored`; where that is `None`, `false` after the same work.
    pub async fn verify(&self, password: String, stored: Option<String>) -> bool {
        let known = stored.is_some();
        let stored = stored.unwrap_or_else(|| self.nobodys.to_string());
        let password = Zeroizing::new(password);
        let verify = move || {
            let right: Result<(), _> = PasswordVerifier::<str>::verify_password(
                &Argon2::default(),
                password.as_bytes(),
                &stored,
            );
            right.is_ok()
        };
        self.in_turn(verify).await && known
    }

    /// A password to hand over once: 20 characters, 100 random bits.
    pub fn generate(&self) -> String {
        let letters: Vec<char> = self.random.letters::<20>().chars().collect();
        let parts: Vec<String> = letters
            .chunks(5)
            .map(|part| part.iter().collect())
            .collect();
        parts.join("-")
    }

    async fn in_turn<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> T {
        let turn = Arc::clone(&self.turns).acquire_owned().await;
        let turn = turn.expect("BUG: the semaphore is never closed");
        // The turn goes with the work: who hangs up while it runs must not make room for another one beside it.
        let in_turn = move || {
            let _turn = turn;
            work()
        };
        tokio::task::spawn_blocking(in_turn)
            .await
            .expect("BUG: hashing a password panicked")
    }
}

fn hash(password: &str, random: &Random) -> String {
    let salt = random.bytes::<16>();
    Argon2::default()
        .hash_password_with_salt(password.as_bytes(), &salt)
        .expect("BUG: argon2 refuses its own settings")
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_guesser_tries_first_is_refused() {
        let about = ["Ines Okafor", "ines@quiet-harbour.example", "Quiet Harbour"];
        for guessed in [
            "123456789012345",
            "passwordpassword",
            "qwertyuiopasdfgh",
            "aaaaaaaaaaaaaaaaaa",
            "InesOkafor12345",
            "quietharbour2026",
            "Password12345678",
        ] {
            assert!(refused(guessed, &about).is_some(), "{guessed}");
        }
        for fine in [
            "a heron by the grey canal",
            "Kaffee um vier, dann Regen",
            "x7qr-m2vd-9pkt-w4hs",
            "мы идём домой пешком",
        ] {
            assert_eq!(refused(fine, &about), None, "{fine}");
        }
        assert!(refused("short", &about).is_some_and(|why| why.contains("15")));
    }

    #[tokio::test]
    async fn only_the_right_password_of_a_known_person_passes() {
        let passwords = Passwords::new(Random::seeded(1));
        let stored = passwords.hash("correct horse".to_owned()).await;
        assert!(
            stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{stored}"
        );
        assert!(
            passwords
                .verify("correct horse".to_owned(), Some(stored.clone()))
                .await
        );
        assert!(
            !passwords
                .verify("wrong horse".to_owned(), Some(stored))
                .await
        );
        assert!(!passwords.verify("nobody's".to_owned(), None).await);
    }

    #[tokio::test]
    async fn work_that_nobody_waits_for_any_more_keeps_its_turn() {
        let passwords = Passwords::new(Random::seeded(1));
        let (go, wait) = std::sync::mpsc::channel::<()>();
        let hung_up = passwords.in_turn(move || wait.recv().is_ok());
        let hung_up = tokio::time::timeout(std::time::Duration::ZERO, hung_up);
        assert!(hung_up.await.is_err());
        assert_eq!(passwords.turns.available_permits(), 1);
        go.send(()).unwrap();
        let both = passwords.turns.acquire_many(2).await;
        assert!(both.is_ok());
    }

    #[test]
    fn the_waiting_room_is_not_endless() {
        let passwords = Passwords::new(Random::seeded(1));
        let mut inside: Vec<_> = (0..ROOM).map_while(|_| passwords.room()).collect();
        assert_eq!(inside.len(), ROOM);
        assert!(passwords.room().is_none());
        inside.pop();
        assert!(passwords.room().is_some());
    }

    #[test]
    fn a_generated_password_is_easy_to_read_out() {
        let password = Passwords::new(Random::seeded(1)).generate();
        assert_eq!(password.len(), 23);
        assert_eq!(password.split('-').count(), 4);
    }
}
