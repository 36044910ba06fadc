using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Satisfaction;

/// <summary>Satisfaction against loyalty (T. O. Jones and W. E. Sasser, Harvard Business Review, November 1995); screens say it in milder words.</summary>
public enum Quadrant { Apostle, Mercenary, Hostage, Terrorist }

/// <summary>Present against long-term value: both high, only the present, only what is to come, neither.</summary>
public enum ValueCell { Core, Mature, Growing, Small }

/// <summary>Why an account is watched.</summary>
[Flags]
public enum WatchReasons
{
    None = 0,

    /// <summary>Of high value, and complained again and again.</summary>
    RepeatedComplaints = 1,

    /// <summary>The score fell by more than chance.</summary>
    FallingScore = 2,

    /// <summary>A complaint was closed, and neither a word nor an order came since.</summary>
    SilenceAfterComplaint = 4,

    /// <summary>Not satisfied but tied to us: leaves when it can.</summary>
    HostageLeaving = 8,

    /// <summary>A promise to an account of tier A is overdue.</summary>
    OverduePromise = 16,
}

/// <summary>How an account stood when it was last looked at: derived from facts, written anew each night.</summary>
public sealed class AccountStanding
{
    private AccountStanding()
    {
    }

    public AccountStanding(Guid accountId) => AccountId = accountId;

    public Guid AccountId { get; private set; }

    /// <summary>When it was looked at.</summary>
    public DateTime At { get; private set; }

    /// <summary>CSAT answers of the trend window.</summary>
    public long CsatN { get; private set; }

    /// <summary>0…1; null for too few answers, as the three after it.</summary>
    public double? Csat { get; private set; }

    public double? CsatLow { get; private set; }

    public double? CsatHigh { get; private set; }

    /// <summary>The same of the window before.</summary>
    public long BeforeN { get; private set; }

    public double? Before { get; private set; }

    public double? BeforeLow { get; private set; }

    public double? BeforeHigh { get; private set; }

    public Trend Trend { get; private set; }

    public long NpsN { get; private set; }

    /// <summary>Mean answer 0…10 of the trend window; null where there were too few.</summary>
    public double? NpsMean { get; private set; }

    /// <summary>Filed within the last 90 days.</summary>
    public int Complaints { get; private set; }

    public int OpenComplaints { get; private set; }

    /// <summary>Open complaints with a promise to the customer that is overdue.</summary>
    public int OverdueComplaints { get; private set; }

    /// <summary>When we last heard from anybody of the account: a message, a case, an answer or an order.</summary>
    public DateTime? LastContactAt { get; private set; }

    /// <summary>0…1; null where nothing is known of it.</summary>
    public double? Loyalty { get; private set; }

    public Quadrant? Quadrant { get; private set; }

    public ValueCell? ValueCell { get; private set; }

    public WatchReasons Reasons { get; private set; }

    /// <summary>Since when there has been any reason without a break.</summary>
    public DateTime? WatchedSince { get; private set; }

    internal void Become(StandingFigures figures, DateTime at)
    {
        (At, CsatN, Csat, CsatLow, CsatHigh) = (at, figures.Csat.N, figures.Csat.Value, figures.Csat.Low, figures.Csat.High);
        (BeforeN, Before, BeforeLow, BeforeHigh) = (figures.Before.N, figures.Before.Value, figures.Before.Low, figures.Before.High);
        (Trend, NpsN, NpsMean) = (figures.Trend, figures.NpsN, figures.NpsMean);
        (Complaints, OpenComplaints, OverdueComplaints, LastContactAt) = (figures.Complaints, figures.OpenComplaints, figures.OverdueComplaints, figures.LastContactAt);
        (Loyalty, Quadrant, ValueCell, Reasons) = (figures.Loyalty, figures.Quadrant, figures.ValueCell, figures.Reasons);
        WatchedSince = Reasons == WatchReasons.None ? null : WatchedSince ?? at;
    }
}

internal sealed class AccountStandingTable : IEntityTypeConfiguration<AccountStanding>
{
    public void Configure(EntityTypeBuilder<AccountStanding> builder)
    {
        builder.ToTable("account_standings");
        builder.HasKey(s => s.AccountId);
        builder.Property(s => s.Trend).AsWord();
        builder.Property(s => s.Quadrant).AsWord();
        builder.Property(s => s.ValueCell).AsWord();
        builder.HasIndex(s => s.WatchedSince).HasFilter("watched_since IS NOT NULL");
    }
}
