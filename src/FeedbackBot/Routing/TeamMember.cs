using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Routing;

/// <summary>A member of staff in a team.</summary>
public sealed class TeamMember
{
    public const int FirstLine = 1;

    /// <summary>Takes what was escalated; and everything, where a team has no first line.</summary>
    public const int SecondLine = 2;

    private TeamMember()
    {
    }

    public TeamMember(Guid teamId, Guid staffId, int line, bool isLead) => (TeamId, StaffId, Line, IsLead) = (teamId, staffId, line, isLead);

    public Guid TeamId { get; private set; }

    public Guid StaffId { get; private set; }

    public int Line { get; private set; } = FirstLine;

    public bool IsLead { get; private set; }

    public void Serve(int line, bool isLead) => (Line, IsLead) = (line == SecondLine ? SecondLine : FirstLine, isLead);
}

/// <summary>The table of who is in which team.</summary>
public static class TeamMembersTable
{
    extension(FeedbackDb db)
    {
        public DbSet<TeamMember> TeamMembers => db.Set<TeamMember>();
    }
}

internal sealed class TeamMemberTable : IEntityTypeConfiguration<TeamMember>
{
    public void Configure(EntityTypeBuilder<TeamMember> builder)
    {
        builder.ToTable("team_members");
        builder.HasKey(m => new { m.TeamId, m.StaffId });
        builder.HasIndex(m => m.StaffId);
    }
}
