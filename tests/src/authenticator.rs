//! An authenticator app on somebody's phone: it has the secret, and shows the code of the moment.

use totp_rs::{Builder, Secret, Totp};

use crate::house::House;
use crate::page::Page;
use crate::person::Person;

/// One account in the app.
pub struct Authenticator(Totp);

impl Authenticator {
    /// Reads the letters on the page where a second factor is set up.
    ///
    /// # Panics
    ///
    /// When the page shows none.
    pub fn read(page: &Page) -> Self {
        let form = page.form("/account/second-factor");
        let letters = form.value("secret").expect("a secret");
        let secret = Secret::try_from_base32(letters).expect("base32");
        let built = Builder::new().with_secret(secret).build();
        Self(built.expect("a secret that is long enough"))
    }

    /// The code now.
    pub fn code(&self, house: &House) -> String {
        let seconds = house.app.clock.now().as_second();
        self.0.generate(seconds as u64).to_string()
    }

    /// Sets up a second factor for whoever is signed in; the app, and the page with the recovery codes.
    pub async fn set_up(house: &House, person: &Person) -> (Self, Page) {
        let page = person.get("/account/second-factor").await;
        let app = Self::read(&page);
        let form = page.form_with_button("Switch it on");
        let codes = person.send(&form.with("code", &app.code(house))).await;
        assert!(codes.says("Your recovery codes"), "{}", codes.text());
        (app, codes)
    }
}

/// The recovery codes on the page that shows them.
pub fn recovery_codes(page: &Page) -> Vec<String> {
    let text = page.text();
    let is_code = |word: &&str| {
        word.len() == 14 && word.split('-').filter(|part| part.len() == 4).count() == 3
    };
    text.split_whitespace()
        .filter(is_code)
        .map(String::from)
        .collect()
}
