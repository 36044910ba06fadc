using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Host.SignIn;

/// <summary>What the cookie says: who it is, and whether the password must be replaced first. Roles are read from the member of staff at every request.</summary>
public sealed class StaffClaims(UserManager<StaffLogin> users, IOptions<IdentityOptions> options) : UserClaimsPrincipalFactory<StaffLogin>(users, options)
{
    public const string MustChangePassword = "feedbackbot:must-change-password";

    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(StaffLogin user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        if (user.MustChangePassword)
        {
            identity.AddClaim(new(MustChangePassword, "true"));
        }

        return identity;
    }
}
