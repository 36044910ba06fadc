using System.ComponentModel.DataAnnotations;

namespace FeedbackBot.Host.Settings;

/// <summary>Settings under FeedbackBot:WebChat.</summary>
public sealed class WebChatOptions
{
    /// <summary>Shared with the host site, which signs its customers' identity tokens with it (HS256); at least 32 characters.</summary>
    [MinLength(32)]
    public string? IdentitySecret { get; set; }

    /// <summary>Origins of foreign pages that may use the chat, such as https://www.example.com; our own is always allowed.</summary>
    public string[] AllowedOrigins { get; set; } = [];

    /// <summary>How long a visitor's token lasts without being refreshed. Default 12 hours.</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromHours(12);

    /// <summary>How long after that a visitor who comes back to /chat or the widget still finds their conversation. Default 30 days.</summary>
    public TimeSpan ResumeFor { get; set; } = TimeSpan.FromDays(30);

    /// <summary>The largest upload in bytes. Default 10 MB.</summary>
    [Range(1024, 100_000_000)]
    public long LargestUpload { get; set; } = 10_000_000;

    /// <summary>Files that may come with one message. Default 10.</summary>
    [Range(1, 50)]
    public int MostFiles { get; set; } = 10;

    /// <summary>All files of one conversation together, in bytes. Default 200 MB.</summary>
    [Range(1024, 100_000_000_000)]
    public long MostUploadedInConversation { get; set; } = 200_000_000;

    /// <summary>All files that one address sends in an hour, in bytes; counted while RateLimits:Enabled. Default 500 MB.</summary>
    [Range(1024, 1_000_000_000_000)]
    public long MostUploadedPerHour { get; set; } = 500_000_000;
}

/// <summary>Settings under FeedbackBot:RateLimits.</summary>
public sealed class RateLimitOptions
{
    public bool Enabled { get; set; } = true;

    /// <summary>Visitor tokens a minute and address.</summary>
    [Range(1, 1_000_000)]
    public int TokensPerMinute { get; set; } = 120;

    /// <summary>Messages a minute and conversation.</summary>
    [Range(1, 1_000_000)]
    public int MessagesPerMinute { get; set; } = 60;

    /// <summary>Look-ups of a case by number and code a minute and address.</summary>
    [Range(1, 1_000_000)]
    public int LookupsPerMinute { get; set; } = 24;

    /// <summary>Staff sign-ins tried a minute and address; many may share one address at the start of a shift.</summary>
    [Range(1, 1_000_000)]
    public int SignInsPerMinute { get; set; } = 60;
}

/// <summary>Settings under FeedbackBot:Admin: the first administrator.</summary>
public sealed class AdminOptions
{
    [EmailAddress]
    public string? Email { get; set; }

    [MinLength(10)]
    public string? Password { get; set; }
}

/// <summary>Settings under FeedbackBot:Api.</summary>
public sealed class ApiOptions
{
    /// <summary>A key with all scopes, for automation: any string of 24 characters or more.</summary>
    [MinLength(24)]
    public string? BootstrapKey { get; set; }
}
