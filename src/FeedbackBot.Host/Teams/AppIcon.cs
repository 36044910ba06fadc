using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace FeedbackBot.Host.Teams;

/// <summary>The app's icons, drawn here: a speech bubble with two lines, in colour and as an outline. Pure.</summary>
public static class AppIcon
{
    /// <summary>The colour behind the bubble.</summary>
    public const string Accent = "#2459D6";

    /// <summary>192 × 192, a white bubble on the full square.</summary>
    public static byte[] Color() => Png(192, (x, y) =>
    {
        var white = Inside(Bubble(x, y)) * (1 - Inside(Lines(x, y)));
        return (Mix(0x24, white), Mix(0x59, white), Mix(0xD6, white), 255);
    });

    /// <summary>32 × 32, white on nothing.</summary>
    public static byte[] Outline() => Png(32, (x, y) =>
    {
        var edge = Inside((Math.Abs(Bubble(x, y) + 0.02) - 0.032) * 0.3);
        return (255, 255, 255, (byte)Math.Round(255 * Math.Max(edge, Inside(Lines(x, y) * 0.3))));
    });

    /// <summary>The distance to the bubble's edge, in sides of the square; negative within.</summary>
    private static double Bubble(double x, double y) => Math.Min(Box(x - 0.5, y - 0.45, 0.30, 0.21, 0.09), Tail(x - 0.37, y - 0.64));

    private static double Lines(double x, double y) => Math.Min(Box(x - 0.5, y - 0.39, 0.17, 0.025, 0.025), Box(x - 0.44, y - 0.51, 0.11, 0.025, 0.025));

    /// <summary>A rectangle with round corners, by its half sides.</summary>
    private static double Box(double x, double y, double width, double height, double round)
    {
        var (dx, dy) = (Math.Abs(x) - width + round, Math.Abs(y) - height + round);
        return Math.Sqrt(Math.Pow(Math.Max(dx, 0), 2) + Math.Pow(Math.Max(dy, 0), 2)) + Math.Min(Math.Max(dx, dy), 0) - round;
    }

    /// <summary>A triangle that hangs from the bubble.</summary>
    private static double Tail(double x, double y) => Math.Max(Math.Max(-y, -x - 0.06), (0.78 * x) + (0.62 * y) - 0.06);

    /// <summary>How much of a point's pixel lies within, with edges one pixel of the large icon wide.</summary>
    private static double Inside(double distance) => Math.Clamp(0.5 - (distance * 192), 0, 1);

    private static byte Mix(int colour, double white) => (byte)Math.Round(colour + ((255 - colour) * white));

    /// <summary>A PNG file: 8 bits of red, green, blue and opacity a pixel (ISO/IEC 15948).</summary>
    private static byte[] Png(int side, Func<double, double, (byte Red, byte Green, byte Blue, byte Opacity)> at)
    {
        using var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, side);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), side);
        (header[8], header[9]) = (8, 6);
        Chunk(file, "IHDR"u8, header);
        Chunk(file, "IDAT"u8, Pixels(side, at));
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static byte[] Pixels(int side, Func<double, double, (byte Red, byte Green, byte Blue, byte Opacity)> at)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (var row = 0; row < side; row++)
            {
                zlib.WriteByte(0);
                for (var column = 0; column < side; column++)
                {
                    var (red, green, blue, opacity) = at((column + 0.5) / side, (row + 0.5) / side);
                    zlib.Write([red, green, blue, opacity]);
                }
            }
        }

        return packed.ToArray();
    }

    private static void Chunk(Stream file, ReadOnlySpan<byte> type, byte[] content)
    {
        byte[] named = [.. type, .. content];
        var number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(named);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.HashToUInt32(named));
        file.Write(number);
    }
}
