//! Finding the series of a row: most often it is the one that followed the last row's series before, because tenants
//! deliver hour by hour in one order; else a look-up of the key's bytes.

use rustc_hash::FxHashMap;

/// Fields of a key.
pub(super) const PARTS: usize = 7;

/// The series seen so far, by their place.
#[derive(Default)]
pub(super) struct KnownSeries {
    /// Each key: its fields, each ended by a zero byte, which is never inside one (such files are refused).
    keys: Vec<Box<[u8]>>,
    places: FxHashMap<Box<[u8]>, usize>,
    /// Which series came after each.
    followers: Vec<usize>,
    last: usize,
    /// The key that was looked for last.
    wanted: Vec<u8>,
}

impl KnownSeries {
    /// The place of a key, when it was seen before.
    #[inline]
    pub(super) fn find(&mut self, fields: [&[u8]; PARTS]) -> Option<usize> {
        if let Some(likely) = self.followers.get(self.last).copied()
            && is_key(&self.keys[likely], &fields)
        {
            self.last = likely;
            return Some(likely);
        }
        self.look_up(&fields)
    }

    fn look_up(&mut self, fields: &[&[u8]; PARTS]) -> Option<usize> {
        self.wanted.clear();
        for field in fields {
            self.wanted.extend_from_slice(field);
            self.wanted.push(0);
        }
        let found = self.places.get(self.wanted.as_slice()).copied();
        if let Some(found) = found {
            self.followers[self.last] = found;
            self.last = found;
        }
        found
    }

    /// Adds the key that was looked for last and not found; gives its place.
    pub(super) fn add(&mut self) -> usize {
        let place = self.keys.len();
        let key: Box<[u8]> = self.wanted.as_slice().into();
        self.keys.push(key.clone());
        self.places.insert(key, place);
        self.followers.push(place);
        if let Some(follower) = self.followers.get_mut(self.last) {
            *follower = place;
        }
        self.last = place;
        place
    }
}

#[inline]
fn is_key(key: &[u8], fields: &[&[u8]; PARTS]) -> bool {
    let mut rest = key;
    for field in fields {
        match rest.strip_prefix(*field) {
            Some([0, after @ ..]) => rest = after,
            _ => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Finds or adds each word, as a key of one field; says the places.
    fn places(words: &str) -> Vec<usize> {
        let mut known = KnownSeries::default();
        let place = |word: &str| {
            let mut fields = [&b""[..]; PARTS];
            fields[0] = word.as_bytes();
            known.find(fields).unwrap_or_else(|| known.add())
        };
        words.split(' ').map(place).collect()
    }

    #[test]
    fn every_order_finds_the_same_places() {
        assert_eq!(places("a b c a b c c a b"), [0, 1, 2, 0, 1, 2, 2, 0, 1]);
        assert_eq!(places("a a b a ab b"), [0, 0, 1, 0, 2, 1]);
    }

    #[test]
    fn neighbouring_fields_do_not_run_into_each_other() {
        let mut known = KnownSeries::default();
        let key = |first: &'static [u8], second: &'static [u8]| {
            let mut fields = [&b""[..]; PARTS];
            (fields[0], fields[1]) = (first, second);
            fields
        };
        assert_eq!(known.find(key(b"ab", b"c")), None);
        known.add();
        assert_eq!(known.find(key(b"a", b"bc")), None);
        assert_eq!(known.find(key(b"ab", b"c")), Some(0));
    }
}
