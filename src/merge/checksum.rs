//! A checksum of anything that serde can write, the same on every machine and in every form of writing.

use serde::ser::{self, Serialize};
use std::fmt;

/// FNV-1a with 64 bits over the values of a content and their structure (Fowler, Noll, Vo; draft-eastlake-fnv-21).
///
/// It sees accidents: a bit that flipped, a line that was cut, a text that was edited. It is no protection from forgery.
pub(super) fn checksum(content: &impl Serialize) -> u64 {
    let mut fnv = Fnv(0xcbf2_9ce4_8422_2325);
    match content.serialize(&mut fnv) {
        Ok(()) => fnv.0,
        // Contacts can always be written; a content of the caller that cannot has the checksum of nothing.
        Err(fmt::Error) => 0,
    }
}

struct Fnv(u64);

impl Fnv {
    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    /// A mark for the kind of what follows, so that different structures of the same texts differ.
    #[allow(clippy::unnecessary_wraps, reason = "what every method of a serializer gives")]
    fn mark(&mut self, mark: u8) -> fmt::Result {
        self.add(&[mark]);
        Ok(())
    }
}

macro_rules! numbers {
    ($($method:ident $number:ty),*) => {$(
        fn $method(self, number: $number) -> fmt::Result {
            // Every width alike, so that a type may grow.
            self.add(&[b'i']);
            self.add(&i128::from(number).to_le_bytes());
            Ok(())
        }
    )*};
}

impl ser::Serializer for &mut Fnv {
    type Ok = ();
    type Error = fmt::Error;
    type SerializeSeq = Self;
    type SerializeTuple = Self;
    type SerializeTupleStruct = Self;
    type SerializeTupleVariant = Self;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = Self;

    numbers!(
        serialize_i8 i8, serialize_i16 i16, serialize_i32 i32, serialize_i64 i64,
        serialize_u8 u8, serialize_u16 u16, serialize_u32 u32, serialize_u64 u64
    );

    fn serialize_bool(self, bool: bool) -> fmt::Result {
        self.mark(if bool { b't' } else { b'f' })
    }

    fn serialize_f32(self, number: f32) -> fmt::Result {
        self.serialize_f64(number.into())
    }

    fn serialize_f64(self, number: f64) -> fmt::Result {
        self.add(b"d");
        self.add(&number.to_bits().to_le_bytes());
        Ok(())
    }

    fn serialize_char(self, char: char) -> fmt::Result {
        self.serialize_str(char.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, text: &str) -> fmt::Result {
        self.serialize_bytes(text.as_bytes())
    }

    fn serialize_bytes(self, bytes: &[u8]) -> fmt::Result {
        self.add(b"s");
        self.add(bytes);
        // A byte that is in no UTF-8 text ends it.
        self.mark(0xFF)
    }

    fn serialize_none(self) -> fmt::Result {
        self.mark(b'n')
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> fmt::Result {
        value.serialize(self)
    }

    fn serialize_unit(self) -> fmt::Result {
        self.mark(b'n')
    }

    fn serialize_unit_struct(self, _: &'static str) -> fmt::Result {
        self.mark(b'n')
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> fmt::Result {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> fmt::Result {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> fmt::Result {
        self.mark(b'v')?;
        self.serialize_str(variant)?;
        value.serialize(self)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self, fmt::Error> {
        self.mark(b'[')?;
        Ok(self)
    }

    fn serialize_tuple(self, _: usize) -> Result<Self, fmt::Error> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self, fmt::Error> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Self, fmt::Error> {
        self.serialize_str(variant)?;
        self.serialize_seq(None)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self, fmt::Error> {
        self.mark(b'{')?;
        Ok(self)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, fmt::Error> {
        self.serialize_map(None)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Self, fmt::Error> {
        self.serialize_str(variant)?;
        self.serialize_map(None)
    }
}

/// Lists of values, each written as it is.
macro_rules! lists {
    ($($list:ident $method:ident),*) => {$(
        impl ser::$list for &mut Fnv {
            type Ok = ();
            type Error = fmt::Error;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> fmt::Result {
                value.serialize(&mut **self)
            }

            fn end(self) -> fmt::Result {
                self.mark(b']')
            }
        }
    )*};
}

/// Lists of values with names.
macro_rules! structs {
    ($($list:ident),*) => {$(
        impl ser::$list for &mut Fnv {
            type Ok = ();
            type Error = fmt::Error;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> fmt::Result {
                ser::Serializer::serialize_str(&mut **self, key)?;
                value.serialize(&mut **self)
            }

            fn end(self) -> fmt::Result {
                self.mark(b'}')
            }
        }
    )*};
}

lists!(
    SerializeSeq serialize_element, SerializeTuple serialize_element,
    SerializeTupleStruct serialize_field, SerializeTupleVariant serialize_field
);
structs!(SerializeStruct, SerializeStructVariant);

impl ser::SerializeMap for &mut Fnv {
    type Ok = ();
    type Error = fmt::Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> fmt::Result {
        key.serialize(&mut **self)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> fmt::Result {
        value.serialize(&mut **self)
    }

    fn end(self) -> fmt::Result {
        self.mark(b'}')
    }
}

#[cfg(test)]
mod tests {
    use super::checksum;

    #[test]
    fn a_checksum_is_the_same_for_ever_and_tells_contents_apart() {
        // FNV-1a of "s", "foobar" and 0xFF, and of "foobar" alone as the authors publish it.
        assert_eq!(checksum(&"foobar"), 0xe68a_f364_b047_32c4);
        let mut fnv = super::Fnv(0xcbf2_9ce4_8422_2325);
        fnv.add(b"foobar");
        assert_eq!(fnv.0, 0x8594_4171_f739_67e8);
        let different = [
            checksum(&["ab", "c"]),
            checksum(&["a", "bc"]),
            checksum(&["abc"]),
            checksum(&"abc"),
            checksum(&(["a"], ["bc"])),
            checksum(&Some(1)),
            checksum(&Option::<u8>::None),
            checksum(&[0_u8; 0]),
        ];
        let distinct: std::collections::BTreeSet<u64> = different.into_iter().collect();
        assert_eq!(distinct.len(), different.len());
        assert_eq!(checksum(&1_u8), checksum(&1_i64));
    }
}
