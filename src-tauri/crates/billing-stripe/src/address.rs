//! Where Stripe answers: its own address, or a stand-in on this machine.

use billing_domain::BillingError;
use reqwest::Url;
use std::fmt;

/// The base of every request: https, or plain http on loopback alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StripeAddress(Url);

impl StripeAddress {
    /// Reads an address such as `https://api.stripe.com`.
    ///
    /// # Errors
    /// `InvalidInput` for anything but https (plain http only on this machine), and for a path, a query or a user in it.
    pub fn parse(text: &str) -> Result<Self, BillingError> {
        let wrong =
            |why: &str| BillingError::invalid(format!("This is no address of a payment provider: {why}."));
        let url = Url::parse(text.trim()).map_err(|error| wrong(&error.to_string()))?;
        let plain = url.username().is_empty() && url.password().is_none();
        if !plain || url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
            return Err(wrong("give the host and the port alone"));
        }
        match url.scheme() {
            "https" => Ok(Self(url)),
            "http" if is_loopback(&url) => Ok(Self(url)),
            "http" => Err(wrong("the key would travel unencrypted; use https")),
            _ => Err(wrong("use https")),
        }
    }

    /// True for a stand-in on this machine.
    #[must_use]
    pub fn is_local(&self) -> bool {
        is_loopback(&self.0)
    }

    /// The address of a path such as `/v1/charges`.
    pub(crate) fn at(&self, path: &str) -> Url {
        let mut url = self.0.clone();
        url.set_path(path);
        url
    }
}

impl Default for StripeAddress {
    fn default() -> Self {
        // A constant: an address that could not be read would be a defect found by the test below.
        Self::parse("https://api.stripe.com").unwrap_or_else(|_| unreachable!("the constant is an address"))
    }
}

impl fmt::Display for StripeAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str().trim_end_matches('/'))
    }
}

fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn https_anywhere_and_http_on_this_machine_alone() {
        assert_eq!(StripeAddress::default().to_string(), "https://api.stripe.com");
        for right in
            ["https://stripe.example:8443", "http://127.0.0.1:8000", "http://localhost:1", "http://[::1]:2"]
        {
            assert!(StripeAddress::parse(right).is_ok(), "{right}");
        }
        let wrong = [
            "http://api.stripe.com",
            "http://127.0.0.1.example.com",
            "http://10.0.0.1",
            "https://a:b@api.stripe.com",
            "https://api.stripe.com/v1",
            "https://api.stripe.com/?a=b",
            "ftp://127.0.0.1",
            "api.stripe.com",
            "",
        ];
        for wrong in wrong {
            assert!(StripeAddress::parse(wrong).is_err(), "{wrong}");
        }
    }
}
