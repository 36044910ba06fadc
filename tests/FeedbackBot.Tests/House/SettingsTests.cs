using System.ComponentModel.DataAnnotations;
using FeedbackBot.Host;
using FeedbackBot.Host.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Tests.House;

/// <summary>Settings: every one binds and has a sensible default; a wrong one stops the start and says where it stands and what is allowed.</summary>
public sealed class SettingsTests
{
    public static TheoryData<string> Sections() => new(SettingsSetup.Sections.Keys);

    [Theory]
    [MemberData(nameof(Sections))]
    public async Task The_defaults_of_every_section_are_valid(string section)
    {
        using var folder = new TemporaryFolder();
        await using var app = App.Build([$"--FeedbackBot:DataFolder={folder.Path}"]);
        var type = SettingsSetup.Sections[section];
        var options = app.Services.GetRequiredService(typeof(IOptions<>).MakeGenericType(type));
        var value = options.GetType().GetProperty("Value")!.GetValue(options)!;
        var faults = new List<ValidationResult>();
        Validator.TryValidateObject(value, new ValidationContext(value), faults, validateAllProperties: true).ShouldBeTrue(string.Join("; ", faults));
    }

    [Theory]
    [InlineData("--FeedbackBot:Storage:Provider=Oracle", "command line: FeedbackBot:Storage:Provider is \"Oracle\"; allowed: Sqlite, Postgres.")]
    [InlineData("--FeedbackBot:RateLimits:Enabled=perhaps", "command line: FeedbackBot:RateLimits:Enabled is \"perhaps\"; allowed: true or false.")]
    [InlineData("--FeedbackBot:RateLimits:TokensPerMinute=many", "command line: FeedbackBot:RateLimits:TokensPerMinute is \"many\"; allowed: a whole number.")]
    [InlineData("--FeedbackBot:Storage:Colour=red", "command line: FeedbackBot:Storage:Colour is not a setting; known here: ConnectionString, MostPerCommit, Provider.")]
    public void A_wrong_setting_stops_the_start_and_says_what_is_allowed(string argument, string expected) =>
        Should.Throw<WrongSetting>(() => App.Build([argument])).Message.ShouldBe(expected);

    [Theory]
    [InlineData("--FeedbackBot:Api:BootstrapKey=short", "FeedbackBot:Api:BootstrapKey")]
    [InlineData("--FeedbackBot:Storage:MostPerCommit=0", "FeedbackBot:Storage:MostPerCommit")]
    [InlineData("--FeedbackBot:Mail:Mode=Smtp", "FeedbackBot:Mail")]
    [InlineData("--FeedbackBot:Kitchen:Sink=1", "FeedbackBot:Kitchen")]
    public void A_value_out_of_range_or_an_unknown_section_is_named(string argument, string key) =>
        Should.Throw<WrongSetting>(() => App.Build([argument])).Message.ShouldContain(key);
}
