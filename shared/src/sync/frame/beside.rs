//! Name records beside envelopes, in one frame with them.

use minicbor::{
    Decode, Decoder, Encode, Encoder,
    bytes::ByteVec,
    decode,
    encode::{self, Write},
};

/// Name records that go along with envelopes: of the people whom their changes name as hosts. So a
/// change is nowhere without the names of its hosts, whatever frames or disks get lost. Older
/// programs skip them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Beside(pub Vec<ByteVec>);

impl Beside {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// There are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The records as they are signed.
    #[must_use]
    pub fn records(&self) -> Vec<&[u8]> {
        self.0.iter().map(|bytes| &bytes[..]).collect()
    }
}

impl<C> Encode<C> for Beside {
    fn encode<W: Write>(
        &self,
        e: &mut Encoder<W>,
        context: &mut C,
    ) -> Result<(), encode::Error<W::Error>> {
        self.0.encode(e, context)
    }

    fn is_nil(&self) -> bool {
        self.is_empty()
    }
}

impl<'b, C> Decode<'b, C> for Beside {
    fn decode(d: &mut Decoder<'b>, context: &mut C) -> Result<Self, decode::Error> {
        Vec::decode(d, context).map(Self)
    }

    fn nil() -> Option<Self> {
        Some(Self::default())
    }
}
