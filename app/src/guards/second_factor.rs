//! The second factor: codes of an authenticator app (TOTP, RFC 6238; six digits, thirty seconds, SHA-1, which is what
//! every app knows). The secret exists in clear while it is set up and while a code is looked at.

use jiff::Timestamp;
use sea_orm::{ConnectionTrait, DbErr};
use totp_rs::{Builder, Secret, Totp};
use zeroize::Zeroizing;

use crate::App;
use crate::entities::recovery_code;
use crate::entities::staff;

/// Bytes of a secret (RFC 4226, 4, R6).
const LENGTH: usize = 20;

/// A secret that an app and Chorus share.
pub struct Factor(Zeroizing<[u8; LENGTH]>);

impl Factor {
    /// A fresh one.
    pub fn fresh(app: &App) -> Self {
        Self(Zeroizing::new(app.random.bytes()))
    }

    /// Reads what [`Factor::letters`] wrote.
    pub fn parse(letters: &str) -> Option<Self> {
        let secret = Secret::try_from_base32(letters).ok()?;
        let bytes: [u8; LENGTH] = secret.as_ref().try_into().ok()?;
        Some(Self(Zeroizing::new(bytes)))
    }

    /// For an app that cannot read the picture: base32.
    pub fn letters(&self) -> String {
        Secret::from(*self.0).to_base32()
    }

    /// What the picture holds, for an account of `email` at `organisation`.
    pub fn address(&self, email: &str, organisation: &str) -> Option<String> {
        // A colon parts the two in the address, so neither may have one.
        let plain = |text: &str| text.replace(':', " ");
        let named = self
            .builder()
            .with_account_name(plain(email))
            .with_issuer(Some(plain(organisation)));
        named.build().ok()?.to_url().ok()
    }

    /// The step of `code`, where it is one of now, of the step before or of the one after: clocks differ.
    pub fn step(&self, code: &str, now: Timestamp) -> Option<i64> {
        let digits: String = code.chars().filter(char::is_ascii_digit).collect();
        let seconds = u64::try_from(now.as_second()).ok()?;
        let step = self.codes().check(&digits, seconds)?;
        i64::try_from(step).ok()
    }

    /// As it is kept for `staff_id`.
    pub fn sealed(&self, app: &App, staff_id: i64) -> Vec<u8> {
        app.keys
            .seal(&*self.0, &staff::factor_context(staff_id), &app.random)
    }

    /// The one of `who`; nothing where they have none, or where another master key sealed it.
    pub fn of(app: &App, who: &staff::Model) -> Option<Self> {
        let opened = app
            .keys
            .unseal(who.factor.as_ref()?, &staff::factor_context(who.id));
        let bytes: [u8; LENGTH] = opened.ok()?.as_slice().try_into().ok()?;
        Some(Self(Zeroizing::new(bytes)))
    }

    fn builder(&self) -> Builder {
        Builder::new().with_secret(*self.0)
    }

    fn codes(&self) -> Totp {
        let built = self.builder().build();
        built.expect("BUG: a secret of 20 bytes makes codes")
    }
}

/// What somebody typed where a code was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typed {
    /// A code of their app.
    Code,
    /// A recovery code.
    Recovery,
    /// Neither, or one that was used.
    Wrong,
}

/// Looks at a code, and uses it up: none is taken twice, also of two who come with it at once.
///
/// # Errors
///
/// When the database does not answer.
pub async fn claim(
    app: &App,
    who: &staff::Model,
    typed: &str,
    db: &impl ConnectionTrait,
) -> Result<Typed, DbErr> {
    let step = Factor::of(app, who).and_then(|factor| factor.step(typed, app.clock.now()));
    if let Some(step) = step
        && who.claim_step(step, db).await?
    {
        return Ok(Typed::Code);
    }
    Ok(match recovery_code::claim(who.id, typed, db).await? {
        true => Typed::Recovery,
        false => Typed::Wrong,
    })
}
