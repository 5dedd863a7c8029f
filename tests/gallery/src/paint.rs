//! Paints what egui tessellates, on the processor alone.
//!
//! egui_kittest would paint by wgpu: thirty more crates, the largest of all, and a Vulkan driver
//! even where there is no graphics card, which on Debian is 150 MB with its LLVM. A window of glow
//! needs a display. The one published painter for the processor, `egui_software_backend`, is made
//! for egui 0.34. What egui gives is triangles with a colour and a place in one texture, so these
//! lines are all that a picture takes: no driver, no display, no Debian package, nothing more to
//! build, and the same pixels on every machine. 200 pictures take a minute and a half on two cores.

use eframe::egui::{
    Color32, ColorImage, Mesh, Pos2, Rect, TextureId,
    epaint::{ClippedPrimitive, ImageData, ImageDelta, Primitive, Vertex},
};
use egui_kittest::TestRenderer;
use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

/// The textures that egui has handed over so far: letters, above all.
#[derive(Default, Clone)]
pub(crate) struct Textures(Rc<RefCell<BTreeMap<TextureId, ColorImage>>>);

impl TestRenderer for Textures {
    fn handle_delta(&mut self, delta: &mut eframe::egui::TexturesDelta) {
        let mut known = self.0.borrow_mut();
        let set = std::mem::take(&mut delta.set);
        for (id, deltas) in set.into_iter().collect::<BTreeMap<_, _>>() {
            deltas.iter().for_each(|delta| take(&mut known, id, delta));
        }
        for id in std::mem::take(&mut delta.free).into_iter().collect::<Vec<_>>() {
            known.remove(&id);
        }
    }
}

fn take(known: &mut BTreeMap<TextureId, ColorImage>, id: TextureId, delta: &ImageDelta) {
    let ImageData::Color(image) = &delta.image;
    let Some([left, top]) = delta.pos else {
        known.insert(id, ColorImage::clone(image));
        return;
    };
    let Some(whole) = known.get_mut(&id) else {
        return;
    };
    let (stride, width) = (whole.width(), image.width());
    for (row, from) in image.pixels.chunks_exact(width.max(1)).enumerate() {
        let at = (top + row) * stride + left;
        if let Some(to) = whole.pixels.get_mut(at..at + width) {
            to.copy_from_slice(from);
        }
    }
}

impl Textures {
    /// Paints these triangles on a ground.
    pub(crate) fn paint(
        &self,
        primitives: &[ClippedPrimitive],
        pixels_per_point: f32,
        size: [usize; 2],
        ground: Color32,
    ) -> Picture {
        let mut picture = Picture::new(size, ground);
        let textures = self.0.borrow();
        for ClippedPrimitive { clip_rect, primitive } in primitives {
            let Primitive::Mesh(mesh) = primitive else {
                continue;
            };
            if let Some(texture) = textures.get(&mesh.texture_id) {
                picture.mesh(mesh, texture, *clip_rect, pixels_per_point);
            }
        }
        picture
    }
}

/// A picture of a screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    width: usize,
    height: usize,
    pixels: Vec<[u8; 3]>,
}

/// The pixels that may be painted on: from, to.
struct Clip {
    x: (usize, usize),
    y: (usize, usize),
}

impl Clip {
    fn of(clip: Rect, pixels_per_point: f32, width: usize, height: usize) -> Self {
        // Negative numbers become 0.
        let px = |value: f32, most: usize| ((value * pixels_per_point).round() as usize).min(most);
        Self {
            x: (px(clip.min.x, width), px(clip.max.x, width)),
            y: (px(clip.min.y, height), px(clip.max.y, height)),
        }
    }
}

/// Red, green, blue and opacity, or any other value that changes evenly over a triangle.
type Four = [f32; 4];

fn map(a: Four, b: Four, f: impl Fn(f32, f32) -> f32) -> Four {
    let ([a0, a1, a2, a3], [b0, b1, b2, b3]) = (a, b);
    [f(a0, b0), f(a1, b1), f(a2, b2), f(a3, b3)]
}

fn four(color: Color32) -> Four {
    color.to_array().map(f32::from)
}

/// A value over a triangle: at the origin, and how it changes to the right and down.
struct Plane {
    origin: Four,
    right: Four,
    down: Four,
}

impl Plane {
    fn through(at: [Pos2; 3], values: [Four; 3]) -> Option<Self> {
        let ([a, b, c], [of_a, of_b, of_c]) = (at, values);
        let (ab, ac) = (b - a, c - a);
        let area = ab.x * ac.y - ab.y * ac.x;
        if area.abs() < 1e-6 {
            return None;
        }
        let (first, second) = (map(of_b, of_a, |b, a| b - a), map(of_c, of_a, |c, a| c - a));
        let right = map(first, second, |u, v| (u * ac.y - v * ab.y) / area);
        let down = map(first, second, |u, v| (v * ab.x - u * ac.x) / area);
        let origin =
            map(of_a, map(right, down, |x, y| x * a.x + y * a.y), |value, moved| value - moved);
        Some(Self { origin, right, down })
    }

    fn at(&self, x: f32, y: f32) -> Four {
        map(self.origin, map(self.right, self.down, |right, down| right * x + down * y), |a, b| {
            a + b
        })
    }
}

impl Picture {
    fn new([width, height]: [usize; 2], ground: Color32) -> Self {
        let [r, g, b, _] = ground.to_array();
        Self { width, height, pixels: vec![[r, g, b]; width * height] }
    }

    /// Pixels from left to right.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Pixels from top to bottom.
    #[must_use]
    pub fn height(&self) -> usize {
        self.height
    }

    /// The colour of a pixel.
    #[must_use]
    pub fn pixel(&self, x: usize, y: usize) -> Option<[u8; 3]> {
        self.pixels.get(y * self.width + x).copied().filter(|_| x < self.width)
    }

    /// How many colours there are.
    #[must_use]
    pub fn colours(&self) -> usize {
        self.pixels.iter().collect::<std::collections::BTreeSet<_>>().len()
    }

    /// The picture as a PNG file.
    ///
    /// # Errors
    /// When the picture is larger than the format allows.
    pub fn png(&self) -> Result<Vec<u8>, png::EncodingError> {
        let mut file = Vec::new();
        let size = |side: usize| u32::try_from(side).unwrap_or(u32::MAX);
        let mut encoder = png::Encoder::new(&mut file, size(self.width), size(self.height));
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_compression(png::Compression::Fast);
        // Trying out every filter takes longer than painting.
        encoder.set_filter(png::Filter::Up);
        encoder.write_header()?.write_image_data(self.pixels.as_flattened())?;
        Ok(file)
    }

    fn mesh(&mut self, mesh: &Mesh, texture: &ColorImage, clip: Rect, pixels_per_point: f32) {
        let clip = Clip::of(clip, pixels_per_point, self.width, self.height);
        for corners in mesh.triangles() {
            let corners = corners.map(|index| mesh.vertices.get(index as usize).copied());
            let [Some(a), Some(b), Some(c)] = corners else {
                continue;
            };
            let scale = |vertex: Vertex| Vertex {
                pos: (vertex.pos.to_vec2() * pixels_per_point).to_pos2(),
                ..vertex
            };
            self.triangle([a, b, c].map(scale), texture, &clip);
        }
    }

    fn triangle(&mut self, corners: [Vertex; 3], texture: &ColorImage, clip: &Clip) {
        let at = corners.map(|corner| corner.pos);
        let Some(colour) = Plane::through(at, corners.map(|corner| four(corner.color))) else {
            return;
        };
        let [a, b, c] = corners;
        let plain = a.uv == b.uv && b.uv == c.uv;
        let flat = a.color == b.color && b.color == c.color;
        let first = texel(texture, a.uv);
        let Some(uv) =
            Plane::through(at, corners.map(|corner| [corner.uv.x, corner.uv.y, 0.0, 0.0]))
        else {
            return;
        };
        let paint = |x: f32, y: f32| {
            let ink = if flat { four(a.color) } else { colour.at(x, y) };
            let letter = if plain {
                first
            } else {
                let [u, v, _, _] = uv.at(x, y);
                texel(texture, Pos2::new(u, v))
            };
            map(ink, letter, |ink, letter| ink.clamp(0.0, 255.0) * letter / 255.0)
        };
        let top = at.iter().fold(f32::INFINITY, |least, corner| least.min(corner.y));
        let bottom = at.iter().fold(f32::NEG_INFINITY, |most, corner| most.max(corner.y));
        for y in rounded(top).max(clip.y.0)..rounded(bottom).min(clip.y.1) {
            let middle = y as f32 + 0.5;
            let (from, to) = across(at, middle);
            let (from, to) = (rounded(from).max(clip.x.0), rounded(to).min(clip.x.1));
            let row = y * self.width;
            let Some(row) = self.pixels.get_mut(row + from..row + to.max(from)) else {
                continue;
            };
            for (x, pixel) in (from..).zip(row) {
                blend(pixel, paint(x as f32 + 0.5, middle));
            }
        }
    }
}

/// The first pixel whose middle is not before this.
fn rounded(edge: f32) -> usize {
    (edge - 0.5).ceil() as usize
}

/// Where a triangle begins and ends at this height. Two triangles that share an edge get the very
/// same number for it, so that no pixel is painted twice or left out.
fn across(at: [Pos2; 3], y: f32) -> (f32, f32) {
    let [a, b, c] = at;
    let (mut from, mut to) = (f32::INFINITY, f32::NEG_INFINITY);
    for (one, other) in [(a, b), (b, c), (c, a)] {
        let (upper, lower) =
            if (one.y, one.x) <= (other.y, other.x) { (one, other) } else { (other, one) };
        if upper.y <= y && y < lower.y {
            let x = upper.x + (lower.x - upper.x) * ((y - upper.y) / (lower.y - upper.y));
            (from, to) = (from.min(x), to.max(x));
        }
    }
    (from, to)
}

/// The texture at this place, evened out between its four nearest points.
fn texel(texture: &ColorImage, uv: Pos2) -> Four {
    let (x, y) = (uv.x * texture.width() as f32 - 0.5, uv.y * texture.height() as f32 - 0.5);
    let point = |x: f32, y: f32| {
        let x = (x as usize).min(texture.width().saturating_sub(1));
        let y = (y as usize).min(texture.height().saturating_sub(1));
        four(texture.pixels.get(y * texture.width() + x).copied().unwrap_or_default())
    };
    let (left, top) = (x.floor(), y.floor());
    let (share_x, share_y) = (x - left, y - top);
    if share_x < 0.01 && share_y < 0.01 {
        return point(left, top);
    }
    let mix = |share: f32| move |a: f32, b: f32| a + (b - a) * share;
    let upper = map(point(left, top), point(left + 1.0, top), mix(share_x));
    let lower = map(point(left, top + 1.0), point(left + 1.0, top + 1.0), mix(share_x));
    map(upper, lower, mix(share_y))
}

/// Colours of egui already hold their opacity.
fn blend(pixel: &mut [u8; 3], [r, g, b, opacity]: Four) {
    let behind = 1.0 - opacity / 255.0;
    for (channel, ink) in pixel.iter_mut().zip([r, g, b]) {
        *channel = (f32::from(*channel) * behind + ink + 0.5) as u8;
    }
}
