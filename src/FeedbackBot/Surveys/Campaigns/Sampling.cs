using System.Buffers.Binary;
using System.Security.Cryptography;

namespace FeedbackBot.Surveys.Campaigns;

/// <summary>
/// Who is drawn into the sample of a campaign. Pure, and nothing is left to chance: campaign and contact alone decide, so that whoever looks again, at
/// whatever moment and in whichever process, draws the same people; a higher share draws more of them and lets nobody go; another campaign draws others.
/// </summary>
public static class Sampling
{
    /// <summary>
    /// The first 64 bits of SHA-256 over both ids (16 bytes each, in the order they are written in) as a fraction of 2^64, compared with the share.
    /// </summary>
    /// <param name="percent">1…100; of 100 everybody is.</param>
    public static bool Draws(Guid campaign, Guid contact, int percent)
    {
        Span<byte> ids = stackalloc byte[32];
        campaign.TryWriteBytes(ids, bigEndian: true, out _);
        contact.TryWriteBytes(ids[16..], bigEndian: true, out _);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(ids, hash);
        return (UInt128)BinaryPrimitives.ReadUInt64BigEndian(hash) * 100 < ((UInt128)percent << 64);
    }
}
