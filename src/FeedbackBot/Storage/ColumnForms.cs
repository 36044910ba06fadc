using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace FeedbackBot.Storage;

/// <summary>How values look in the database: UTC times, snake_case names, JSON for small records.</summary>
public static class ColumnForms
{
    /// <summary>UTC times as microseconds since 1970 on SQLite, which cannot order its text forms of them reliably; PostgreSQL has timestamptz.</summary>
    public static void Configure(ModelConfigurationBuilder configuration, bool sqlite)
    {
        if (sqlite)
        {
            configuration.Properties<DateTime>().HaveConversion<UtcMicroseconds>();
        }
    }

    /// <summary>An enumeration as a readable word (waiting_on_customer).</summary>
    public static PropertyBuilder<T> AsWord<T>(this PropertyBuilder<T> property) where T : struct, Enum =>
        property.HasConversion(value => Word(value), word => Parse<T>(word)).HasMaxLength(40);

    /// <inheritdoc cref="AsWord{T}(PropertyBuilder{T})"/>
    public static PropertyBuilder<T?> AsWord<T>(this PropertyBuilder<T?> property) where T : struct, Enum =>
        property.HasConversion(
            value => value == null ? null : Word(value.Value),
            word => word == null ? null : Parse<T>(word)).HasMaxLength(40);

    /// <summary>A small immutable record as JSON text; replaced as a whole, never changed in place.</summary>
    public static PropertyBuilder<T> AsJson<T>(this PropertyBuilder<T> property) where T : class? =>
        property.HasConversion(
            value => JsonSerializer.Serialize(value, StoredJson.Options),
            text => JsonSerializer.Deserialize<T>(text, StoredJson.Options)!,
            new Microsoft.EntityFrameworkCore.ChangeTracking.ValueComparer<T>(
                (a, b) => ReferenceEquals(a, b), value => value == null ? 0 : value.GetHashCode(), value => value));

    public static string Word<T>(T value) where T : struct, Enum => Words<T>.ByValue[value];

    public static T Parse<T>(string word) where T : struct, Enum => Words<T>.ByWord[word];

    public static bool TryParse<T>(string? word, out T value) where T : struct, Enum
    {
        value = default;
        return word != null && Words<T>.ByWord.TryGetValue(word, out value);
    }

    public static IReadOnlyCollection<string> WordsOf<T>() where T : struct, Enum => Words<T>.ByWord.Keys;

    /// <summary>A UTC time as SQLite keeps it: microseconds since 1970.</summary>
    internal static long Stored(DateTime time) => (time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    internal static void NameInSnakeCase(IMutableModel model)
    {
        foreach (var entity in model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
            }
        }
    }

    private static class Words<T> where T : struct, Enum
    {
        public static readonly Dictionary<T, string> ByValue =
            Enum.GetValues<T>().ToDictionary(v => v, v => JsonNamingPolicy.SnakeCaseLower.ConvertName(v.ToString()));

        public static readonly Dictionary<string, T> ByWord = ByValue.ToDictionary(p => p.Value, p => p.Key);
    }

    private sealed class UtcMicroseconds() : ValueConverter<DateTime, long>(
        time => Stored(time),
        stored => DateTime.UnixEpoch.AddTicks(stored * TimeSpan.TicksPerMicrosecond));
}
