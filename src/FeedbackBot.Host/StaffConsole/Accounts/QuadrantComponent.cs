using FeedbackBot.Satisfaction;
using FeedbackBot.Storage;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Host.StaffConsole.Accounts;

/// <summary>A piece of a page that speaks of quadrants: by the names of the settings, else by the console's own.</summary>
public abstract class QuadrantComponent : ConsoleComponent
{
    [Inject]
    private IOptions<WatchOptions> Watch { get; set; } = null!;

    protected string NameOf(Quadrant quadrant) => Watch.Value.NameOf(quadrant)?.In(Viewer.Language) ?? T($"quadrant.{ColumnForms.Word(quadrant)}");
}
