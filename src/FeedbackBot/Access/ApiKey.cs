using System.Security.Cryptography;
using System.Text;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Access;

/// <summary>A program's key to the API: only its hash is kept, with scopes, an expiry and the last use.</summary>
public sealed class ApiKey
{
    private ApiKey()
    {
    }

    public ApiKey(string name, string secret, IReadOnlyList<string> scopes, DateTime createdAt, DateTime? expiresAt)
    {
        Id = Guid.CreateVersion7(createdAt);
        (Name, Hash, Scopes, CreatedAt, ExpiresAt) = (name, HashOf(secret), scopes, createdAt, expiresAt);
    }

    public Guid Id { get; private set; }

    public string Name { get; private set; } = "";

    public string Hash { get; private set; } = "";

    public IReadOnlyList<string> Scopes { get; private set; } = [];

    public DateTime CreatedAt { get; private set; }

    public DateTime? ExpiresAt { get; private set; }

    public DateTime? LastUsedAt { get; private set; }

    /// <summary>A new secret: 32 random bytes as text, with a prefix that scanners recognise.</summary>
    public static string NewSecret() => "fbk_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    public void Used(DateTime at) => LastUsedAt = at;
}

/// <summary>What an API key may do.</summary>
public static class Scopes
{
    public const string Analyze = "analyze";
    public const string TicketsRead = "tickets:read";
    public const string TicketsWrite = "tickets:write";
    public const string AccountsRead = "accounts:read";
    public const string AccountsWrite = "accounts:write";
    public const string AnswersRead = "answers:read";
    public const string AnswersWrite = "answers:write";
    public const string SatisfactionRead = "satisfaction:read";
    public const string Webhooks = "webhooks";

    public static readonly IReadOnlyList<string> All =
        [Analyze, TicketsRead, TicketsWrite, AccountsRead, AccountsWrite, AnswersRead, AnswersWrite, SatisfactionRead, Webhooks];
}

/// <summary>The answer to a request that carried an Idempotency-Key: the same request again gets it again.</summary>
public sealed class IdempotentRequest
{
    private IdempotentRequest()
    {
    }

    public IdempotentRequest(string scope, string key, string bodyHash, int status, string body, DateTime at) =>
        (Scope, Key, BodyHash, Status, Body, At) = (scope, key, bodyHash, status, body, at);

    /// <summary>The API key's id and the route: keys of different callers never meet.</summary>
    public string Scope { get; private set; } = "";

    public string Key { get; private set; } = "";

    public string BodyHash { get; private set; } = "";

    public int Status { get; private set; }

    public string Body { get; private set; } = "";

    public DateTime At { get; private set; }
}

/// <summary>The tables of this slice.</summary>
public static class AccessTables
{
    extension(FeedbackDb db)
    {
        public DbSet<ApiKey> ApiKeys => db.Set<ApiKey>();

        public DbSet<IdempotentRequest> IdempotentRequests => db.Set<IdempotentRequest>();
    }
}

internal sealed class ApiKeyTable : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> builder)
    {
        builder.ToTable("api_keys");
        builder.HasKey(k => k.Id);
        builder.Property(k => k.Name).HasMaxLength(100);
        builder.Property(k => k.Hash).HasMaxLength(64);
        builder.Property(k => k.Scopes).AsJson();
        builder.HasIndex(k => k.Hash).IsUnique();
    }
}

internal sealed class IdempotentRequestTable : IEntityTypeConfiguration<IdempotentRequest>
{
    public void Configure(EntityTypeBuilder<IdempotentRequest> builder)
    {
        builder.ToTable("idempotent_requests");
        builder.HasKey(r => new { r.Scope, r.Key });
        builder.Property(r => r.Scope).HasMaxLength(200);
        builder.Property(r => r.Key).HasMaxLength(200);
        builder.Property(r => r.BodyHash).HasMaxLength(64);
        builder.HasIndex(r => r.At);
    }
}
