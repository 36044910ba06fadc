using System.ComponentModel.DataAnnotations;

namespace FeedbackBot.Storage;

/// <summary>Which database, and where.</summary>
public enum StorageProvider { Sqlite, Postgres }

/// <summary>Settings under FeedbackBot:Storage.</summary>
public sealed class StorageOptions
{
    /// <summary>Sqlite (default, a file in the data folder) or Postgres.</summary>
    public StorageProvider Provider { get; set; } = StorageProvider.Sqlite;

    /// <summary>Needed for Postgres; for Sqlite the default is feedbackbot.db in the data folder.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Most changes that share one commit on SQLite. Default 128.</summary>
    [Range(1, 1024)]
    public int MostPerCommit { get; set; } = 128;
}
