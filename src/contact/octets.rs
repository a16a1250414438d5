//! [`Octets`]: what is known of every octet, in a table that is made when the crate is compiled.

/// A value for every octet.
#[derive(Debug)]
pub(crate) struct Octets<T>(pub(crate) [T; 256]);

impl<T: Copy + Default> Octets<T> {
    /// The value of an octet.
    #[inline]
    pub(crate) fn at(&self, octet: u8) -> T {
        self.0.get(usize::from(octet)).copied().unwrap_or_default()
    }
}

impl Octets<u8> {
    /// The bits of all octets of a text.
    #[inline]
    pub(crate) fn all_of(&self, text: &str) -> u8 {
        let (eights, rest) = text.as_bytes().as_chunks::<8>();
        let all = |octets: &[u8]| octets.iter().fold(0, |bits, octet| bits | self.at(*octet));
        eights.iter().fold(all(rest), |bits, eight| bits | all(eight))
    }
}

/// The table of a constant expression: `octets!(octet => octet.is_ascii_digit())`.
macro_rules! octets {
    ($octet:ident => $value:expr) => {{
        let mut $octet = 0_u8;
        let mut all = [$value; 256];
        let mut rest: &mut [_] = &mut all;
        while let [value, after @ ..] = rest {
            *value = $value;
            rest = after;
            $octet = $octet.wrapping_add(1);
        }
        $crate::contact::Octets(all)
    }};
}
pub(crate) use octets;

#[cfg(test)]
mod tests {
    use super::Octets;

    #[test]
    fn every_octet_has_its_value() {
        const DOUBLED: Octets<u8> = octets!(octet => octet.wrapping_mul(2));
        assert!((0..=u8::MAX).all(|octet| DOUBLED.at(octet) == octet.wrapping_mul(2)));
    }
}
