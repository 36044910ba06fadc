using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Routing;

/// <summary>A regulatory pack as this site uses it: whether at all, for which complaints, and by which calendar.</summary>
public sealed class PackSetting
{
    private PackSetting()
    {
    }

    public PackSetting(string pack, TicketConditions conditions, Guid calendarId, bool isOn) =>
        (Pack, Conditions, CalendarId, IsOn) = (pack, conditions, calendarId, isOn);

    /// <summary>The pack's key, the name of its file.</summary>
    public string Pack { get; private set; } = "";

    public bool IsOn { get; private set; }

    public TicketConditions Conditions { get; private set; } = new();

    public Guid CalendarId { get; private set; }

    public void Become(TicketConditions conditions, Guid calendarId, bool isOn) => (Conditions, CalendarId, IsOn) = (conditions, calendarId, isOn);

    /// <summary>The calendar has a new version: clocks that start from now on count by it.</summary>
    internal void CountBy(Guid calendarId) => CalendarId = calendarId;
}

internal sealed class PackSettingTable : IEntityTypeConfiguration<PackSetting>
{
    public void Configure(EntityTypeBuilder<PackSetting> builder)
    {
        builder.ToTable("pack_settings");
        builder.HasKey(s => s.Pack);
        builder.Property(s => s.Pack).HasMaxLength(60);
        builder.Property(s => s.Conditions).AsJson();
    }
}
