using FeedbackBot.Tickets;
using FeedbackBot.Understanding;

namespace FeedbackBot.Conversations;

/// <summary>One thing a customer said, with all that the decision may depend on: no clock, no database, no chance.</summary>
public sealed record Turn
{
    public required string Text { get; init; }

    /// <summary>The value of a tapped choice; wins over <see cref="Text"/>.</summary>
    public string? Value { get; init; }

    /// <summary>The customer's own date and time of day.</summary>
    public DateTime Now { get; init; }

    public int Attachments { get; init; }

    public required Reading Reading { get; init; }

    /// <summary>zh-Hans or en: the page's language, used until the customer's own words say more.</summary>
    public required string ChannelLanguage { get; init; }

    public Known Known { get; init; } = new();

    /// <summary>Reads a part of what was said, by the reader on this machine: the same text always gives the same reading.</summary>
    public required Func<string, Reading> ReadPart { get; init; }

    /// <summary>A number that nobody should send was hidden in it.</summary>
    public bool HidNumber { get; init; }

    /// <summary>So long after the last one that the customer may need a reminder of where things stand.</summary>
    public bool AfterPause { get; init; }
}

/// <summary>What is known before anything is asked; what is known is never asked.</summary>
public sealed record Known
{
    public string? ContactName { get; init; }

    /// <summary>Somebody vouches for who this is: a host site's signed token.</summary>
    public bool Identified { get; init; }

    public string? Email { get; init; }

    public string? Phone { get; init; }

    /// <summary>The channel itself reaches this person again (Teams, an identified visitor).</summary>
    public bool ChannelReachesPerson { get; init; }

    /// <summary>In the line for a person.</summary>
    public bool WaitsForPerson { get; init; }

    /// <summary>Numbers of this contact's open cases, newest first.</summary>
    public IReadOnlyList<string> OpenTickets { get; init; } = [];

    /// <summary>An existing suggestion like the one just told, where one was found.</summary>
    public SimilarIdea? SimilarIdea { get; init; }

    /// <summary>The last orders of an identified contact, newest first; empty for anybody else.</summary>
    public IReadOnlyList<KnownOrder> Orders { get; init; } = [];

    /// <summary>The day where the customer is; null where days cannot be told.</summary>
    public DateOnly? Today { get; init; }

    /// <summary>Answers by need id that the host page or the channel supplied (an order id, a product).</summary>
    public IReadOnlyDictionary<string, string> Answers { get; init; } = new Dictionary<string, string>();
}
