//! The file of tokens: one bare token with full rights, or `{"tokens": [{name, sha256, role, tenant, expires_at}]}`.
//!
//! Only the bare form holds a secret; the other one holds digests.

use super::{Role, Token, TokenDigest};
use billing_domain::BillingError;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    tokens: Vec<Record>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    name: String,
    sha256: String,
    role: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    tenant: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    expires_at: Option<DateTime<Utc>>,
}

impl Token {
    /// The tokens of a file's text.
    ///
    /// # Errors
    /// `InvalidInput` that names the record; never the file's text, which may be a secret.
    pub fn read_file(text: &str) -> Result<Vec<Self>, BillingError> {
        if !text.trim_start().starts_with('{') {
            return Ok(vec![Self::of_full_rights("api-token", bare(text)?)]);
        }
        // The text of the error would quote the file.
        let file: File = serde_json::from_str(text).map_err(|error| {
            BillingError::invalid(format!(
                "The token file cannot be read (line {}): it holds {{\"tokens\": [{{name, sha256, role, expires_at}}]}}.",
                error.line()
            ))
        })?;
        let tokens: Vec<Self> = file.tokens.into_iter().map(Record::into_token).collect::<Result<_, _>>()?;
        let mut names = BTreeSet::new();
        match tokens.iter().find(|token| !names.insert(token.name.as_str())) {
            Some(twice) => Err(BillingError::invalid(format!("Two tokens are called {:?}.", twice.name))),
            None => Ok(tokens),
        }
    }

    /// The text of a file with one token more; `before` is its present text, empty for a new file.
    ///
    /// # Errors
    /// As [`Token::read_file`]; `AlreadyExists` for a name that is taken, `FailedPrecondition` for a file with a bare
    /// token.
    pub fn add_to_file(before: &str, token: &Self) -> Result<String, BillingError> {
        let mut tokens = match before.trim_start() {
            "" => Vec::new(),
            text if text.starts_with('{') => Self::read_file(text)?,
            _ => {
                let message =
                    "The file holds one bare token: name another file for tokens with names and roles.";
                return Err(BillingError::refused(message));
            }
        };
        if tokens.iter().any(|other| other.name == token.name) {
            let message = format!("A token called {:?} is there already.", token.name);
            return Err(BillingError::new(billing_domain::ErrorCode::AlreadyExists, message));
        }
        check_name(&token.name)?;
        tokens.push(token.clone());
        let file = File { tokens: tokens.into_iter().map(Record::from_token).collect() };
        let text = serde_json::to_string_pretty(&file);
        text.map(|text| text + "\n").map_err(|_| BillingError::internal("The tokens could not be written."))
    }
}

fn bare(text: &str) -> Result<TokenDigest, BillingError> {
    let token = text.trim();
    if token.chars().any(char::is_whitespace) {
        return Err(BillingError::invalid("The token file holds more than one token and is not JSON."));
    }
    TokenDigest::of(token)
}

fn check_name(name: &str) -> Result<(), BillingError> {
    let length = name.chars().count();
    if (1..=64).contains(&length) && !name.chars().any(char::is_control) {
        return Ok(());
    }
    Err(BillingError::invalid("Give each token a name of 1 to 64 letters."))
}

impl Record {
    fn into_token(self) -> Result<Token, BillingError> {
        check_name(&self.name)?;
        let no_digest = || {
            let message = format!("The sha256 of token {:?} is not 64 hex digits.", self.name);
            BillingError::invalid(message)
        };
        Ok(Token {
            digest: TokenDigest::from_hex(&self.sha256).ok_or_else(no_digest)?,
            role: self.role.parse::<Role>()?,
            name: self.name,
            tenant: self.tenant,
            expires_at: self.expires_at,
        })
    }

    fn from_token(token: Token) -> Self {
        Self {
            sha256: token.digest.to_hex(),
            role: token.role.as_str().to_owned(),
            name: token.name,
            tenant: token.tenant,
            expires_at: token.expires_at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use billing_domain::ErrorCode;

    fn token(name: &str) -> Token {
        Token {
            name: name.to_owned(),
            digest: TokenDigest::of(name).unwrap(),
            role: Role::Viewer,
            tenant: Some("acme".to_owned()),
            expires_at: Some("2027-01-01T00:00:00Z".parse().unwrap()),
        }
    }

    #[test]
    fn a_bare_token_has_full_rights() {
        let tokens = Token::read_file(" abc\n").unwrap();
        assert_eq!(tokens, [Token::of_full_rights("api-token", TokenDigest::of("abc").unwrap())]);
        for wrong in ["", " \n", "abc\ndef\n"] {
            assert!(Token::read_file(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn what_was_added_is_read_back() {
        let one = Token::add_to_file("", &token("ci")).unwrap();
        let two = Token::add_to_file(&one, &token("finance")).unwrap();
        assert_eq!(Token::read_file(&two).unwrap(), [token("ci"), token("finance")]);
        assert!(!two.contains("\"ci\"\n") && two.contains("sha256"), "{two}");
        assert_eq!(Token::add_to_file(&two, &token("ci")).unwrap_err().code, ErrorCode::AlreadyExists);
        assert_eq!(Token::add_to_file("abc", &token("ci")).unwrap_err().code, ErrorCode::FailedPrecondition);
        let nameless = Token { name: String::new(), ..token("ci") };
        assert!(Token::add_to_file("", &nameless).is_err());
    }

    #[test]
    fn what_is_wrong_is_named_without_quoting_the_file() {
        let record = |change: &str| {
            let digest = TokenDigest::of("x").unwrap().to_hex();
            format!(r#"{{"tokens": [{{"name": "ci", "sha256": "{digest}", "role": "viewer"{change}}}]}}"#)
        };
        assert_eq!(Token::read_file(&record("")).unwrap()[0].expires_at, None);
        let canary = r#"{"tokens": [{"name": "ci", "token": "canary"}]}"#;
        assert!(!Token::read_file(canary).unwrap_err().message.contains("canary"));
        let short = r#"{"tokens": [{"name": "ci", "sha256": "ab", "role": "viewer"}]}"#;
        assert!(Token::read_file(short).unwrap_err().message.contains("64 hex digits"));
        assert!(Token::read_file(&record(r#", "expires_at": "tomorrow""#)).is_err());
        let digest = "0".repeat(64);
        let one = format!(r#"{{"name": "ci", "sha256": "{digest}", "role": "viewer"}}"#);
        let twice = format!(r#"{{"tokens": [{one}, {one}]}}"#);
        assert!(Token::read_file(&twice).unwrap_err().message.contains("Two tokens"));
    }
}
