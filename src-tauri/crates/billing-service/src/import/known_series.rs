//! Finding the series of a row by the bytes of its key, before any text is made of them.

use rustc_hash::FxHashMap;

/// Fields of a key.
pub(super) const PARTS: usize = 7;

/// The series seen so far, by their place.
#[derive(Default)]
pub(super) struct KnownSeries {
    /// Each field ended by a zero byte, which is never inside one: files that hold such bytes are refused.
    places: FxHashMap<Box<[u8]>, usize>,
    /// The key that was looked for last.
    wanted: Vec<u8>,
}

impl KnownSeries {
    /// The place of a key, when it was seen before.
    // Joined first, because one comparison of a whole key is quicker than many of short fields.
    #[inline]
    pub(super) fn find(&mut self, fields: [&[u8]; PARTS]) -> Option<usize> {
        self.wanted.clear();
        for field in fields {
            self.wanted.extend_from_slice(field);
            self.wanted.push(0);
        }
        self.places.get(self.wanted.as_slice()).copied()
    }

    /// Adds the key that was looked for last and not found; gives its place.
    pub(super) fn add(&mut self) -> usize {
        let place = self.places.len();
        self.places.insert(self.wanted.as_slice().into(), place);
        place
    }
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
